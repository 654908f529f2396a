import type { RecoveryFacts } from '@tacet/contracts';
import { stableId } from '@tacet/core/identity';
import type { HealingEvent } from './healing-event';
import type { HealingInput, ObservedAnomaly } from './healing-input';
import type { HealingPolicy } from './healing-policy';
import type { AgentHealing, Incident } from './healing-state';
import { issueCommand, nextStep } from './issue-command';

/**
 * What follows from one input, without looking at the clock: pure. An input that was applied before gives no
 * event. Time only acts through `{kind: 'time'}`; `heal` feeds it in at the moments that are due.
 */
export function decide(agent: AgentHealing, input: HealingInput, policy: HealingPolicy): HealingEvent[] {
  switch (input.kind) {
    case 'anomaly':
      return decideAnomaly(agent, input.anomaly, input.atMs, policy);
    case 'outcome':
      return decideOutcome(agent, input, policy);
    case 'time':
      return decideTime(agent, input.atMs, policy);
  }
}

/** The next moment at which time alone changes something, or null. Never before the agent's own time. */
export function nextDueMs(agent: AgentHealing, policy: HealingPolicy): number | null {
  const dues = agent.incidents.flatMap((incident) => dueOf(agent, incident, policy));
  return dues.length === 0 ? null : Math.max(agent.nowMs, Math.min(...dues));
}

function dueOf(agent: AgentHealing, incident: Incident, policy: HealingPolicy): number[] {
  if (incident.status === 'settled') return [incident.settledAtMs + policy.mergeWindowMs];
  if (incident.status === 'commanded') return [incident.verifyUntilMs];
  if (!mayCommand(incident)) return [];
  if (nextStep(incident, policy) === null) return [agent.nowMs];
  return inFlight(agent) ? [] : [agent.coolUntilMs];
}

function decideAnomaly(
  agent: AgentHealing,
  anomaly: ObservedAnomaly,
  atMs: number,
  policy: HealingPolicy,
): HealingEvent[] {
  const known = agent.applied.find(([id]) => id === anomaly.id);
  if (known && known[1] >= anomaly.revision) return [];
  const incident = agent.incidents.find(({ failure }) => failure === anomaly.failure);
  if (anomaly.status === 'resolved') return decideResolved(incident, anomaly, atMs, policy);
  if (!incident) {
    const incidentId = incidentIdOf(agent, anomaly);
    return [{ kind: 'incident-opened', atMs, incidentId, anomaly }];
  }
  const kind = incident.status === 'settled' ? 'incident-reopened' : 'anomaly-joined';
  return [{ kind, atMs, incidentId: incident.id, anomaly }];
}

function decideResolved(
  incident: Incident | undefined,
  anomaly: ObservedAnomaly,
  atMs: number,
  policy: HealingPolicy,
): HealingEvent[] {
  const resolved: HealingEvent = { kind: 'anomaly-resolved', atMs, anomaly };
  if (!incident || incident.status === 'settled') return [resolved];
  const isLast = incident.openAnomalies.every((id) => id === anomaly.id);
  if (!isLast) return [resolved];
  const settled: HealingEvent = { kind: 'incident-settled', atMs, incidentId: incident.id };
  if (!incident.command) return [resolved, settled];
  return [resolved, ended(incident.command, 'verified', atMs, policy), settled];
}

/** An answer that nothing will come of ends the attempt; that something was done is no proof that it helped. */
function decideOutcome(
  agent: AgentHealing,
  { commandId, status, atMs }: Extract<HealingInput, { kind: 'outcome' }>,
  policy: HealingPolicy,
): HealingEvent[] {
  const incident = agent.incidents.find(({ command }) => command?.id === commandId);
  if (!incident?.command) return [];
  const inVain = status === 'rejected' || status === 'failed';
  if (!inVain || incident.status !== 'commanded') return [];
  return [ended(incident.command, 'unresolved', atMs, policy)];
}

/** First what ends, then one command: the most severe incident first, the oldest among equals. */
function decideTime(agent: AgentHealing, atMs: number, policy: HealingPolicy): HealingEvent[] {
  const endings = agent.incidents.flatMap((incident): HealingEvent[] => {
    if (incident.status === 'settled' && incident.settledAtMs + policy.mergeWindowMs <= atMs) {
      return [{ kind: 'incident-closed', atMs, incidentId: incident.id }];
    }
    if (incident.status === 'commanded' && incident.command && incident.verifyUntilMs <= atMs) {
      return [ended(incident.command, 'unresolved', atMs, policy)];
    }
    return [];
  });
  if (endings.length > 0) return endings;
  const waiting = agent.incidents.filter(mayCommand).sort(byUrgency);
  for (const incident of waiting) {
    const step = nextStep(incident, policy);
    const blocked = inFlight(agent) || agent.coolUntilMs > atMs;
    if (step !== null && blocked) continue;
    const command = issueCommand(agent, incident, step, atMs, policy);
    return [{ kind: 'command-issued', atMs, command, verifyUntilMs: atMs + policy.verifyWithinMs }];
  }
  return [];
}

function ended(
  command: RecoveryFacts,
  status: 'verified' | 'unresolved',
  atMs: number,
  policy: HealingPolicy,
): HealingEvent {
  const coolUntilMs = command.escalation ? 0 : atMs + policy.coolDownMs;
  return { kind: 'command-ended', atMs, command: { ...command, status, endedAtMs: atMs }, coolUntilMs };
}

/** Nothing is commanded on low confidence: not for information only, not without sufficient data. */
function mayCommand(incident: Incident): boolean {
  return incident.status === 'open' && incident.severity !== 'info' && incident.computable;
}

function inFlight(agent: AgentHealing): boolean {
  return agent.incidents.some(({ status }) => status === 'commanded');
}

function byUrgency(a: Incident, b: Incident): number {
  const rank = (incident: Incident): number => (incident.severity === 'critical' ? 0 : 1);
  return rank(a) - rank(b) || a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1);
}

function incidentIdOf(agent: AgentHealing, anomaly: ObservedAnomaly): string {
  const { tenant, env, service, agent: name } = agent;
  const first = `${anomaly.id}:${anomaly.revision}`;
  return stableId('incident', tenant, env, service, name, anomaly.failure, first);
}
