import { SEVERITY_DEFAULTS } from '../../../statistics';
import { dollars, times } from '../sentence';
import { type SeriesDetectorDefinition } from '../series-detector-definition';

/** A typical turn costs more than it did in the series' first days. */
export const costPerTurn: SeriesDetectorDefinition = {
  detector: 'cost-per-turn',
  version: '1',
  signal: 'cost-per-turn',
  frontEnd: 'rank',
  direction: 'up',
  seasonal: false,
  evidenceAfterHours: 24,
  tolerance: 0.02,
  budgetWeight: 1,
  severity: SEVERITY_DEFAULTS,
  failure: 'unbounded-cost',
  class: 'unknown',
  recommendedRecovery: 'cap-budget',
  explain: ({ observed, baseline, effect }, agent) =>
    `A typical turn of ${agent} costs ${dollars(observed.value)}: ${times(effect.ratio)} the usual ` +
    `${dollars(baseline.value)} (at least ${times(effect.low)}), about ${dollars(effect.excess)} more since it began.`,
};
