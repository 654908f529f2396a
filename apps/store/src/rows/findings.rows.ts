import type { Finding } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import type { MessageRows } from './message-rows';
import { readEnvelope } from './read-envelope';

/** An envelope of findings → one row per rule hit. */
export function findingsRows(value: string): MessageRows {
  const envelope = readEnvelope<Finding>(value);
  if (!envelope) return { ok: false, reason: 'not-an-envelope' };
  return { ok: true, rows: envelope.rows.map((finding) => findingRow(finding, envelope.origin)) };
}

function findingRow(finding: Finding, origin: string): TableRow {
  return {
    id: finding.id,
    version: finding.version,
    rule: finding.rule,
    tenant: finding.tenant,
    env: finding.env,
    service: finding.service,
    agent: finding.agent,
    agent_version: finding.agentVersion,
    model: finding.model,
    tool: finding.tool,
    session_id: finding.sessionId,
    turn_id: finding.turnId,
    trace_id: finding.traceId,
    span_ids: finding.spanIds,
    at: finding.atMs,
    opens_anomaly: finding.opensAnomaly,
    evidence: finding.evidence,
    message: finding.message,
    origin,
    position: finding.position,
  };
}
