import type { TurnRule } from '@tacet/core/detectors/rules';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Width of the event-time windows that marks and findings are counted in. */
export const WINDOW_SIZE_MS = MINUTE_MS;

export interface TurnAssemblerOptions {
  /** Quiet time after which a turn whose end was seen is over. Late children still join it. */
  closeGraceMs: number;
  /** The same where the end is likely but not certain: an agent span around everything whose parent never came. */
  softGraceMs: number;
  /** Quiet time after which a turn is over without any sign of an end. */
  gapMs: number;
  /** A turn open for longer is closed, so that it cannot hold the commit back for ever. */
  ageCapMs: number;
  /** Open turns at most; what would open another is refused and counted. */
  openTurnsMax: number;
  /** Closed turns not let go yet, at most, before new ones are refused. */
  retainedTurnsMax: number;
  /** Steps folded per turn; more only keep it open and are counted. */
  stepsPerTurnMax: number;
  rules: readonly TurnRule[];
}

export const TURN_ASSEMBLER_DEFAULTS: TurnAssemblerOptions = {
  closeGraceMs: 15 * SECOND_MS,
  softGraceMs: 2 * MINUTE_MS,
  gapMs: 10 * MINUTE_MS,
  ageCapMs: 6 * HOUR_MS,
  openTurnsMax: 50_000,
  retainedTurnsMax: 500_000,
  stepsPerTurnMax: 20_000,
  rules: [],
};
