import type { Finding, Step, Turn } from '@tacet/contracts';
import { NO_FINDINGS } from '@tacet/core/detectors/rules';
import { stableId } from '@tacet/core/identity';
import { DeadlineQueue } from './deadline-queue';
import { TurnInProgress } from './turn-in-progress';
import { turnKeyOf, turnKeyText } from './turn-key';
import { marksOf, type TurnMark } from './turn-marks';
import { TURN_ASSEMBLER_DEFAULTS, type TurnAssemblerOptions } from './turn-options';
import { TurnUnit } from './turn-unit';

export interface ClosedTurn {
  turn: Turn;
  /** Findings that only the whole turn could show. */
  findings: Finding[];
  marks: TurnMark[];
  firstLogOffset: number;
}

/** Totals since the assembler was made. */
export interface TurnCounters {
  /** Steps that belong to a turn closed before they came. */
  lateSteps: number;
  /** Spans with the trace and span id of a step of the same open turn. */
  duplicateSteps: number;
  /** Steps without trace, session and hint, or of a kind that is about turns and not part of one. */
  outsideSteps: number;
  /** Turns refused because too many were open, and steps refused for any limit. */
  overflowTurns: number;
  overflowSteps: number;
  /** Closed units in which nothing was the work of an agent: no turn, no effects. */
  notTurns: number;
}

/**
 * Folds steps into turns: a pure function of the sequence of calls. Read README.md for what a turn is.
 *
 * CALLS. Per record of the steps partition: `fold` each step, then `advance` to the watermark after the record.
 * On a restart: a new assembler, `advance` to the watermark before the first record to be read, `release(D)`.
 *
 * ON TIME. A turn closes at `closedAtMs`, which is after every earlier watermark: its marks, and findings with
 * their `atMs`, never fall into a window that is sealed already.
 *
 * REPLAY. The commit is `oldestLogOffset()`, so a restart reads every unit not let go from its first step and
 * rebuilds it exactly, as watermarks are replayed too. Of units let go it may read a part. The activity of a
 * part is at most that of the whole, and whatever end a part lacks, it is over one gap after its activity. A
 * unit is let go only when D has passed its last activity (late steps included) by the gap and a window. So the
 * part closes in a window sealed under D: the caller suppresses closed turns and findings in such windows, and
 * nothing of the part is seen. Steps of the same key open a new turn only once the watermark has passed the same
 * mark, whether or not D has: what opens a turn depends on the log alone.
 * Two exceptions, both bounded and visible: after a turn was refused (overflow), and for a key that goes on
 * sending for an age cap after its turn was closed, a restart may decide otherwise than the first run.
 */
export class TurnAssembler {
  readonly counters: TurnCounters = {
    lateSteps: 0,
    duplicateSteps: 0,
    outsideSteps: 0,
    overflowTurns: 0,
    overflowSteps: 0,
    notTurns: 0,
  };
  private readonly options: TurnAssemblerOptions;
  /** In the order of their first offset: the first one holds the commit. */
  private readonly units = new Set<TurnUnit>();
  private readonly current = new Map<string, TurnUnit>();
  private readonly deadlines = new DeadlineQueue<TurnUnit>();
  private readonly expiries = new DeadlineQueue<TurnUnit>();
  private watermarkMs = -1;
  private sealedUpToMs = -Infinity;
  private openCount = 0;

  constructor(options: Partial<TurnAssemblerOptions> = {}) {
    this.options = { ...TURN_ASSEMBLER_DEFAULTS, ...options };
  }

  get openTurns(): number {
    return this.openCount;
  }

  /** Closed and refused units that still hold the commit back. */
  get retainedTurns(): number {
    return this.units.size - this.openCount;
  }

  /**
   * Folds one step read at `logOffset` of the steps partition; `position` orders it within.
   * Returns the findings that are certain while the turn is open.
   */
  fold(step: Step, position: number, logOffset: number): readonly Finding[] {
    const keyText = step.kind === 'evaluation' || step.kind === 'mode' ? null : turnKeyText(step);
    if (keyText === null) {
      this.counters.outsideSteps++;
      return NO_FINDINGS;
    }
    const unit = this.unitFor(step, keyText, logOffset);
    if (!unit) {
      this.counters.overflowSteps++;
      return NO_FINDINGS;
    }
    const findings = this.foldInto(unit, step, position);
    unit.touch(step.startUs, step.endUs, this.watermarkMs);
    this.schedule(unit);
    return findings;
  }

  /** The watermark moved: closes what is over, in the order of `closedAtMs`, then id. */
  advance(watermarkMs: number, position: number): ClosedTurn[] {
    if (watermarkMs <= this.watermarkMs) return [];
    if (this.watermarkMs < 0) this.startClock(watermarkMs);
    this.watermarkMs = watermarkMs;
    const over: TurnUnit[] = [];
    for (let due = this.deadlines.popUntil(watermarkMs); due; due = this.deadlines.popUntil(watermarkMs)) {
      const unit = due.item;
      if (!unit.turn || unit.scheduledMs !== due.timeMs) continue;
      unit.scheduledMs = Infinity;
      if (unit.deadlineMs() <= watermarkMs) over.push(unit);
      else this.schedule(unit);
    }
    const closed = over.sort(byClosing).flatMap((unit) => this.close(unit, position));
    this.letGo();
    return closed;
  }

  /** Lowest first offset over open and retained units: where a restart must read from. null when there are none. */
  oldestLogOffset(): number | null {
    for (const unit of this.units) return unit.firstLogOffset;
    return null;
  }

  /** Effects in windows that end at or before this event time are durable. */
  release(sealedUpToMs: number): void {
    this.sealedUpToMs = Math.max(this.sealedUpToMs, sealedUpToMs);
    this.letGo();
  }

  private unitFor(step: Step, keyText: string, logOffset: number): TurnUnit | null {
    const unit = this.current.get(keyText);
    if (!unit || (!unit.turn && unit.expiresAtMs() <= this.watermarkMs))
      return this.open(step, keyText, logOffset);
    if (!unit.isSessionRun || step.kind !== 'prompt') return unit;
    if (unit.turn) {
      unit.endByPrompt(this.watermarkMs);
      this.schedule(unit);
    }
    return this.open(step, keyText, logOffset);
  }

  private open(step: Step, keyText: string, logOffset: number): TurnUnit | null {
    const { openTurnsMax, retainedTurnsMax, rules } = this.options;
    const isRefused = this.openCount >= openTurnsMax;
    if (this.retainedTurns >= retainedTurnsMax) return null;
    const key = turnKeyOf(step);
    const id = stableId(...key.idParts);
    const turn = isRefused
      ? null
      : new TurnInProgress(
          id,
          step.tenant,
          rules.map((rule) => rule.watch()),
        );
    const unit = new TurnUnit(keyText, key.kind === 'session', logOffset, turn, this.options);
    this.units.add(unit);
    this.current.set(keyText, unit);
    if (turn) {
      this.openCount++;
    } else {
      this.counters.overflowTurns++;
      unit.closedAtMs = Math.max(this.watermarkMs, 0);
    }
    return unit;
  }

  private foldInto(unit: TurnUnit, step: Step, position: number): readonly Finding[] {
    const { turn } = unit;
    if (unit.refused) this.counters.overflowSteps++;
    else if (!turn) this.counters.lateSteps++;
    else if (turn.steps >= this.options.stepsPerTurnMax) this.counters.overflowSteps++;
    else if (!turn.isNew(step)) this.counters.duplicateSteps++;
    else return turn.fold(step, position, Math.max(Math.ceil(step.endUs / 1_000), this.watermarkMs + 1));
    return NO_FINDINGS;
  }

  private close(unit: TurnUnit, position: number): ClosedTurn[] {
    const inProgress = unit.turn!;
    const [atMs, closedBy] = [unit.deadlineMs(), unit.closedBy()];
    unit.turn = null;
    unit.closedAtMs = atMs;
    this.openCount--;
    this.schedule(unit);
    if (!inProgress.ending.hasAgentWork) {
      this.counters.notTurns++;
      return [];
    }
    const { turn, findings } = inProgress.close(atMs, closedBy, position);
    return [{ turn, findings, marks: marksOf(turn, findings), firstLogOffset: unit.firstLogOffset }];
  }

  /** Sees to it that a queue holds the unit at or before its time; a queue finds out itself when that moved on. */
  private schedule(unit: TurnUnit): void {
    if (unit.turn) {
      const atMs = unit.deadlineMs();
      if (atMs >= unit.scheduledMs) return;
      unit.scheduledMs = atMs;
      this.deadlines.push(atMs, unit);
    } else if (unit.scheduledMs === Infinity) {
      unit.scheduledMs = unit.expiresAtMs();
      this.expiries.push(unit.scheduledMs, unit);
    }
  }

  private startClock(watermarkMs: number): void {
    for (const unit of this.units) {
      unit.ageFromAtMost(watermarkMs);
      this.schedule(unit);
    }
  }

  private letGo(): void {
    const untilMs = Math.min(this.sealedUpToMs, this.watermarkMs);
    for (let due = this.expiries.popUntil(untilMs); due; due = this.expiries.popUntil(untilMs)) {
      const unit = due.item;
      unit.scheduledMs = Infinity;
      if (unit.expiresAtMs() > untilMs) {
        this.schedule(unit);
        continue;
      }
      this.units.delete(unit);
      if (this.current.get(unit.keyText) === unit) this.current.delete(unit.keyText);
    }
  }
}

function byClosing(a: TurnUnit, b: TurnUnit): number {
  return a.deadlineMs() - b.deadlineMs() || (a.turn!.id < b.turn!.id ? -1 : 1);
}
