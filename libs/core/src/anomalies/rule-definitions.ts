import {
  type Failure,
  type FailureClass,
  type RecoveryAction,
  type Rule,
  type Severity,
} from '@tacet/contracts';

/** What a rule's findings mean when they open an anomaly. */
export interface RuleDefinition {
  version: string;
  failure: Failure;
  class: FailureClass;
  recommendedRecovery: RecoveryAction;
  /** From the numbers of a finding. */
  severityOf(numbers: Readonly<Record<string, number>>): Severity;
}

/** Repeats from which a loop is hopeless, not clumsy (detectors.md 2.5). */
const HOPELESS_REPEATS = 10;

export const RULE_DEFINITIONS: Readonly<Record<Rule, RuleDefinition>> = {
  'fail-plausible': {
    version: '1',
    failure: 'confident-error',
    class: 'logic',
    recommendedRecovery: 'ask-human',
    severityOf: () => 'warning',
  },
  'tool-loop': {
    version: '1',
    failure: 'loop',
    class: 'logic',
    recommendedRecovery: 'stop-loop',
    severityOf: ({ repeats = 0 }) => (repeats >= HOPELESS_REPEATS ? 'critical' : 'warning'),
  },
};
