import { SEVERITY_DEFAULTS } from '../../../statistics';
import { percent, times } from '../sentence';
import { type SeriesDetectorDefinition } from '../series-detector-definition';

/** More turns than usual call the same tool with the same arguments over and over. */
export const toolLoopRate: SeriesDetectorDefinition = {
  detector: 'tool-loop',
  version: '1',
  signal: 'tool-loop',
  frontEnd: 'rate',
  direction: 'up',
  seasonal: false,
  evidenceAfterHours: 24,
  tolerance: 0.1,
  budgetWeight: 1,
  severity: SEVERITY_DEFAULTS,
  failure: 'loop',
  class: 'logic',
  recommendedRecovery: 'stop-loop',
  explain: ({ observed, baseline, effect }, agent) =>
    `${agent} repeats the same tool call in ${percent(observed.value)} of its turns: ${times(effect.ratio)} the ` +
    `usual ${percent(baseline.value)} (at least ${times(effect.low)}).`,
};
