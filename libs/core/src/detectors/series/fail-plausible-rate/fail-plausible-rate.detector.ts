import { SEVERITY_DEFAULTS } from '../../../statistics';
import { percent, times } from '../sentence';
import { type SeriesDetectorDefinition } from '../series-detector-definition';

/** More turns than usual end OK although a step of theirs failed or came back empty. */
export const failPlausibleRate: SeriesDetectorDefinition = {
  detector: 'fail-plausible',
  version: '1',
  signal: 'fail-plausible',
  frontEnd: 'rate',
  direction: 'up',
  seasonal: false,
  evidenceAfterHours: 24,
  tolerance: 0.1,
  budgetWeight: 3,
  severity: SEVERITY_DEFAULTS,
  failure: 'confident-error',
  class: 'logic',
  recommendedRecovery: 'ask-human',
  explain: ({ observed, baseline, effect }, agent) =>
    `${agent} answers as if all were well in ${percent(observed.value)} of its turns although a tool or retrieval ` +
    `step failed: ${times(effect.ratio)} the usual ${percent(baseline.value)} (at least ${times(effect.low)}).`,
};
