import { WINDOW_SIZE_MS, type TurnAssemblerOptions } from './turn-options';
import type { ClosedBy } from './ending';
import type { TurnInProgress } from './turn-in-progress';

/**
 * One unit of the replay protocol: an open turn, and after its close what must be remembered of it until its
 * effects are durable.
 */
export class TurnUnit {
  /** null once closed (or when it was refused). */
  turn: TurnInProgress | null;
  /** Why it has no turn: over, or refused for want of room. */
  readonly refused: boolean;
  closedAtMs = Infinity;
  /** When the deadline queue will look at it next. */
  scheduledMs = Infinity;
  private activityMs = -Infinity;
  private ageFromMs = Infinity;
  private changedAtWatermarkMs = -1;

  constructor(
    readonly keyText: string,
    readonly isSessionRun: boolean,
    readonly firstLogOffset: number,
    turn: TurnInProgress | null,
    private readonly options: TurnAssemblerOptions,
  ) {
    this.turn = turn;
    this.refused = turn === null;
  }

  /**
   * A step of this turn was read. Within the close grace its own end is the activity; a step later than that is
   * activity when it came, in watermark time, so that a delayed turn still has its grace.
   */
  touch(startUs: number, endUs: number, watermarkMs: number): void {
    const endMs = Math.ceil(endUs / 1_000);
    const isLate = endMs + this.options.closeGraceMs <= watermarkMs;
    this.activityMs = Math.max(this.activityMs, isLate ? watermarkMs : endMs);
    const startMs = Math.floor(startUs / 1_000);
    this.ageFromMs = Math.min(this.ageFromMs, isLate ? watermarkMs : startMs);
    if (watermarkMs >= 0) this.ageFromMs = Math.min(this.ageFromMs, watermarkMs);
    this.changedAtWatermarkMs = watermarkMs;
  }

  /** A later prompt of its session came: it is over, but not before now. */
  endByPrompt(watermarkMs: number): void {
    if (this.turn) this.turn.ending.promptFollowed = true;
    this.changedAtWatermarkMs = watermarkMs;
  }

  /** Its first step came before any watermark: age counts from the first one at the latest. */
  ageFromAtMost(watermarkMs: number): void {
    this.ageFromMs = Math.min(this.ageFromMs, watermarkMs);
  }

  /** Event time at which the turn is over if nothing more comes. Always after the watermark of the last change. */
  deadlineMs(): number {
    return Math.max(Math.min(this.quietAtMs(), this.capAtMs()), this.changedAtWatermarkMs + 1);
  }

  closedBy(): ClosedBy {
    return this.capAtMs() < this.quietAtMs() ? 'age-cap' : 'quiet';
  }

  /**
   * From this watermark on a step of the same key is another turn. Any part of this turn's steps, read alone,
   * is closed a window before it: see TurnAssembler.
   */
  expiresAtMs(): number {
    const { gapMs, ageCapMs } = this.options;
    return Math.min(this.activityMs + gapMs + WINDOW_SIZE_MS, this.closedAtMs + ageCapMs);
  }

  private quietAtMs(): number {
    const { closeGraceMs, softGraceMs, gapMs } = this.options;
    const certainty = this.turn?.certainty() ?? 'none';
    return (
      this.activityMs + (certainty === 'hard' ? closeGraceMs : certainty === 'soft' ? softGraceMs : gapMs)
    );
  }

  private capAtMs(): number {
    return this.ageFromMs + this.options.ageCapMs;
  }
}
