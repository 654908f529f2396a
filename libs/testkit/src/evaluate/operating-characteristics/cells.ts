import { RANK_TRAFFIC, watchRanks } from '../signals/rank-signal';
import { RATE_TRAFFIC, watchRates } from '../signals/rate-signal';
import { type WatchKey } from '../signals/signal';
import { watchCounts } from '../signals/count-signal';
import { FAMILY_NAMES } from '../traffic/families';

export type SignalName = 'count' | 'rate' | 'rank';

export interface Cell {
  signal: SignalName;
  traffic: string;
  /** Events, requests or values per hour and key. */
  perHour: number;
}

export const WATCH: Readonly<Record<SignalName, WatchKey>> = {
  count: watchCounts,
  rate: watchRates,
  rank: watchRanks,
};

export const COUNT_CELLS = crossed('count', FAMILY_NAMES, [0.2, 2, 20, 200]);
export const RATE_CELLS = crossed('rate', Object.keys(RATE_TRAFFIC), [60, 600]);
export const RANK_CELLS = crossed('rank', RANK_TRAFFIC, [30, 300]);
export const CELLS: readonly Cell[] = [...COUNT_CELLS, ...RATE_CELLS, ...RANK_CELLS];

/** Lasting steps, as factors on the intensity, on the share of failures or on the median length. */
export const CHANGE_FACTORS: Readonly<Record<SignalName, readonly number[]>> = {
  count: [1.5, 2, 3],
  rate: [2, 3],
  rank: [1.5, 2],
};

/** The larger changes only where a change of any size can be found within a week. */
export function delayCellsOf(cells: readonly Cell[]): { cell: Cell; factor: number }[] {
  return cells.flatMap((cell) =>
    CHANGE_FACTORS[cell.signal]
      .filter((factor) => cell.perHour >= 1 || factor >= 3)
      .map((factor) => ({ cell, factor })),
  );
}

function crossed(signal: SignalName, traffics: readonly string[], rates: readonly number[]): Cell[] {
  return traffics.flatMap((traffic) => rates.map((perHour) => ({ signal, traffic, perHour })));
}
