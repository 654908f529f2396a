import { type SeriesMeasurement } from '../measurement';
import { short, times } from '../sentence';
import { SEVERITY_DEFAULTS } from '../../../statistics';
import { type SeriesDetectorDefinition } from '../series-detector-definition';

/** An agent takes many more turns than its hour of the week expects. */
export const turnVolumeRise: SeriesDetectorDefinition = {
  detector: 'turn-volume-rise',
  version: '1',
  signal: 'turn-volume',
  frontEnd: 'count',
  direction: 'up',
  seasonal: true,
  evidenceAfterHours: 168,
  tolerance: 0.2,
  budgetWeight: 0.5,
  severity: SEVERITY_DEFAULTS,
  failure: 'unbounded-cost',
  class: 'unknown',
  recommendedRecovery: 'cap-budget',
  explain: (measured, agent) =>
    `${volumeOf(measured, agent)} Either demand grew or turns are started in vain.`,
};

/** An agent takes far fewer turns than its hour of the week expects, or none. */
export const turnVolumeFall: SeriesDetectorDefinition = {
  ...turnVolumeRise,
  detector: 'turn-volume-fall',
  direction: 'down',
  failure: 'stall',
  recommendedRecovery: 'ask-human',
  explain: (measured, agent) =>
    `${volumeOf(measured, agent)} Either it hangs, it is not asked any more, or its telemetry is lost.`,
};

function volumeOf({ observed, baseline, effect }: SeriesMeasurement, agent: string): string {
  return (
    `${agent} takes ${short(observed.value)} turns per hour: ${times(effect.ratio)} the ${short(baseline.value)} ` +
    `usual at these hours.`
  );
}
