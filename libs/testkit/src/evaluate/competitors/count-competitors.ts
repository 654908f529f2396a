import { Adwin } from './adwin';
import { type CompetitorKind } from './competitor';
import { EwmaChart } from './ewma-chart';
import { StandardisedPageHinkley } from './page-hinkley';
import { PoissonHourly } from './poisson-60';
import { SeasonalZScore } from './seasonal-z-score';
import { ZScore } from './z-score';

const STEP_MINUTES = 5;
const WEEK_STEPS = (7 * 24 * 60) / STEP_MINUTES;

export const Z_SCORE: CompetitorKind = {
  name: 'z 3σ',
  stepMinutes: STEP_MINUTES,
  start: () => new ZScore(WEEK_STEPS),
};

export const POISSON_60: CompetitorKind = {
  name: 'Poisson-60',
  stepMinutes: 60,
  start: () => new PoissonHourly(),
};

/** Those of detectors.md 7.1, with the settings that they ship with. */
export const COUNT_COMPETITORS: readonly CompetitorKind[] = [
  Z_SCORE,
  { name: 'seasonal z', stepMinutes: STEP_MINUTES, start: () => new SeasonalZScore(60 / STEP_MINUTES) },
  { name: 'EWMA', stepMinutes: STEP_MINUTES, start: () => new EwmaChart(WEEK_STEPS) },
  POISSON_60,
  { name: 'Page–Hinkley', stepMinutes: STEP_MINUTES, start: () => new StandardisedPageHinkley(WEEK_STEPS) },
  { name: 'ADWIN', stepMinutes: STEP_MINUTES, start: () => new Adwin() },
];
