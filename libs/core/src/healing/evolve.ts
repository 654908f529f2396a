import { SEVERITIES, type Severity } from '@tacet/contracts';
import type { HealingEvent } from './healing-event';
import type { ObservedAnomaly } from './healing-input';
import { APPLIED_MAX, OPEN_ANOMALIES_MAX, type AgentHealing, type Incident } from './healing-state';

/** Applies one event. Never judges: what is in an event happened. */
export function evolve(agent: AgentHealing, event: HealingEvent): AgentHealing {
  const later = { ...agent, nowMs: Math.max(agent.nowMs, event.atMs) };
  switch (event.kind) {
    case 'incident-opened': {
      const incident = newIncident(event.incidentId, event.anomaly, event.atMs);
      return withApplied({ ...later, incidents: [...later.incidents, incident] }, event.anomaly);
    }
    case 'anomaly-joined':
      return withApplied(
        change(later, event.incidentId, (incident) => joined(incident, event.anomaly)),
        event.anomaly,
      );
    case 'incident-reopened':
      return withApplied(
        change(later, event.incidentId, (incident) => ({
          ...joined(incident, event.anomaly),
          status: incident.escalated ? 'escalated' : 'open',
          settledAtMs: 0,
        })),
        event.anomaly,
      );
    case 'anomaly-resolved':
      return withApplied(
        { ...later, incidents: later.incidents.map(without(event.anomaly.id)) },
        event.anomaly,
      );
    case 'command-issued':
      return change(later, event.command.incidentId, (incident) => ({
        ...incident,
        status: event.command.escalation ? 'escalated' : 'commanded',
        escalated: incident.escalated || event.command.escalation,
        attempts: incident.attempts + (event.command.escalation ? 0 : 1),
        command: event.command,
        verifyUntilMs: event.verifyUntilMs,
      }));
    case 'command-ended':
      return change(
        { ...later, coolUntilMs: Math.max(later.coolUntilMs, event.coolUntilMs) },
        event.command.incidentId,
        (incident) => ({ ...incident, status: 'open', command: null, verifyUntilMs: 0 }),
      );
    case 'incident-settled':
      return change(later, event.incidentId, (incident) => ({
        ...incident,
        status: 'settled',
        settledAtMs: event.atMs,
      }));
    case 'incident-closed':
      return { ...later, incidents: later.incidents.filter(({ id }) => id !== event.incidentId) };
  }
}

function newIncident(id: string, anomaly: ObservedAnomaly, atMs: number): Incident {
  const { failure, severity, agentVersion, model, tool, suspectedChange, computable, onsetMs } = anomaly;
  return {
    id,
    failure,
    status: 'open',
    anomalyId: anomaly.id,
    openAnomalies: [anomaly.id],
    class: anomaly.class,
    severity,
    computable,
    agentVersion,
    model,
    tool,
    suspectedChange,
    onsetMs,
    openedAtMs: atMs,
    attempts: 0,
    command: null,
    verifyUntilMs: 0,
    escalated: false,
    settledAtMs: 0,
  };
}

/** The latest anomaly says what is known; severity and confidence only rise while the incident lives. */
function joined(incident: Incident, anomaly: ObservedAnomaly): Incident {
  const others = incident.openAnomalies.filter((id) => id !== anomaly.id);
  return {
    ...incident,
    openAnomalies: [...others, anomaly.id].slice(-OPEN_ANOMALIES_MAX),
    class: anomaly.class === 'unknown' ? incident.class : anomaly.class,
    severity: higher(incident.severity, anomaly.severity),
    computable: incident.computable || anomaly.computable,
    suspectedChange: anomaly.suspectedChange ?? incident.suspectedChange,
    onsetMs: Math.min(incident.onsetMs, anomaly.onsetMs),
  };
}

function higher(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

function without(anomalyId: string): (incident: Incident) => Incident {
  return (incident) => ({
    ...incident,
    openAnomalies: incident.openAnomalies.filter((id) => id !== anomalyId),
  });
}

function withApplied(agent: AgentHealing, { id, revision }: ObservedAnomaly): AgentHealing {
  const others = agent.applied.filter(([known]) => known !== id);
  return { ...agent, applied: [...others, [id, revision] as [string, number]].slice(-APPLIED_MAX) };
}

function change(
  agent: AgentHealing,
  incidentId: string,
  update: (incident: Incident) => Incident,
): AgentHealing {
  const incidents = agent.incidents.map((incident) =>
    incident.id === incidentId ? update(incident) : incident,
  );
  return { ...agent, incidents };
}
