import type { RecoveryFacts } from '@tacet/contracts';
import { stableId } from '@tacet/core/identity';
import type { HealingPolicy } from './healing-policy';
import type { AgentHealing, Incident } from './healing-state';
import { recoveryLadder, type RecoveryStep } from './recovery-ladder';

/** The automatic step that comes next for an incident, or null when only a person can help. */
export function nextStep(incident: Incident, policy: HealingPolicy): RecoveryStep | null {
  if (incident.attempts >= policy.attemptsMax) return null;
  const ladder = recoveryLadder(incident);
  const step = ladder[Math.min(incident.attempts, ladder.length - 1)]!;
  return step.action === 'ask-human' ? null : step;
}

/**
 * The next command of an incident; without a step it is the escalation. Its id is made of incident, action and
 * attempt, and everything in it follows from the incident and `atMs`: issued again, it is the same command.
 */
export function issueCommand(
  agent: AgentHealing,
  incident: Incident,
  step: RecoveryStep | null,
  atMs: number,
  policy: HealingPolicy,
): RecoveryFacts {
  const { action, target } = step ?? { action: 'ask-human' as const, target: '' };
  const attempt = incident.attempts + 1;
  return {
    id: stableId('recovery', incident.id, action, String(attempt)),
    incidentId: incident.id,
    anomalyId: incident.anomalyId,
    tenant: agent.tenant,
    env: agent.env,
    service: agent.service,
    agent: agent.agent,
    failure: incident.failure,
    class: incident.class,
    severity: incident.severity,
    action,
    target,
    attempt,
    attemptsMax: policy.attemptsMax,
    escalation: step === null,
    dryRun: !policy.allowedActions.includes(action),
    onsetMs: incident.onsetMs,
    openedAtMs: incident.openedAtMs,
    issuedAtMs: atMs,
    expiresAtMs: atMs + policy.commandTtlMs,
    status: 'commanded',
    reason: reasonOf(incident, step, policy),
  };
}

function reasonOf(incident: Incident, step: RecoveryStep | null, policy: HealingPolicy): string {
  const change = incident.suspectedChange;
  const suspect = change ? ` Suspected change: ${change.kind} ${change.value}.` : '';
  const what = `${incident.failure} of class ${incident.class}, ${incident.severity}.${suspect}`;
  if (step) return `${what} Attempt ${incident.attempts + 1} of ${policy.attemptsMax}.`;
  if (incident.attempts === 0) return `${what} No automatic recovery fits.`;
  return `${what} Still there after ${incident.attempts} attempts.`;
}
