/** Rows from `first` to `last`, both inside. */
export interface RowWindow {
  first: number;
  last: number;
}

export interface ScoringProfile {
  name: string;
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
}

export interface FileScore {
  /** Raw score of the file, before it is normalised over all files. */
  raw: number;
  windows: number;
  windowsFound: number;
  falsePositives: number;
}

/** config/profiles.json of NAB v1.1. */
export const NAB_PROFILES: readonly ScoringProfile[] = [
  { name: 'standard', truePositive: 1, falsePositive: 0.11, falseNegative: 1 },
  { name: 'reward_low_FP_rate', truePositive: 1, falsePositive: 0.22, falseNegative: 1 },
  { name: 'reward_low_FN_rate', truePositive: 1, falsePositive: 0.11, falseNegative: 2 },
];

/** The first rows of a file are for learning and not scored: 15 %, at most 750. */
export function probationRows(rows: number): number {
  return Math.min(Math.floor(0.15 * rows), 750);
}

/**
 * NAB's scoring of one file (Lavin and Ahmad 2015, arXiv 1510.03336; numenta/NAB v1.1): per window the earliest
 * detection, worth more the earlier it comes; a missed window costs; a detection outside costs the more, the
 * further it lies behind the window before it. `detections`: ascending row numbers.
 */
export function scoreFile(
  rows: number,
  detections: readonly number[],
  windows: readonly RowWindow[],
  profile: ScoringProfile,
): FileScore {
  const probation = probationRows(rows);
  const found = new Set<RowWindow>();
  let raw = 0;
  let falsePositives = 0;
  for (const row of detections) {
    if (row < probation) continue;
    const within = windows.find(({ first, last }) => row >= first && row <= last);
    if (!within) {
      raw += profile.falsePositive * outsideWeight(row, windows);
      falsePositives++;
    } else if (!found.has(within)) {
      found.add(within);
      const position = -(within.last - row + 1) / widthOf(within);
      raw += (profile.truePositive * sigmoid(position)) / sigmoid(-1);
    }
  }
  raw -= profile.falseNegative * (windows.length - found.size);
  return { raw, windows: windows.length, windowsFound: found.size, falsePositives };
}

/** 0 is what a detector that says nothing gets, 100 a perfect one. */
export function normalisedScore(raw: number, windows: number, profile: ScoringProfile): number {
  const silent = -profile.falseNegative * windows;
  const perfect = profile.truePositive * windows;
  return (100 * (raw - silent)) / (perfect - silent);
}

function outsideWeight(row: number, windows: readonly RowWindow[]): number {
  const before = windows.filter(({ last }) => last < row).at(-1);
  return before ? sigmoid((row - before.last) / (widthOf(before) - 1)) : -1;
}

/** 2/(1 + e^{5y}) − 1, and −1 beyond three window widths. */
function sigmoid(y: number): number {
  return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
}

function widthOf({ first, last }: RowWindow): number {
  return last - first + 1;
}
