import type { Turn } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import { timeUs } from './cells';
import type { MessageRows } from './message-rows';
import { readEnvelope } from './read-envelope';

/** An envelope of turns → one row per closed turn. */
export function turnsRows(value: string): MessageRows {
  const envelope = readEnvelope<Turn>(value);
  return envelope ? { ok: true, rows: envelope.rows.map(turnRow) } : { ok: false, reason: 'not-an-envelope' };
}

function turnRow(turn: Turn): TableRow {
  return {
    id: turn.id,
    version: turn.version,
    tenant: turn.tenant,
    env: turn.env,
    service: turn.service,
    agent: turn.agent,
    agent_version: turn.agentVersion,
    prompt_version: turn.promptVersion,
    session_id: turn.sessionId,
    trace_id: turn.traceId,
    started_at: timeUs(turn.startUs),
    ended_at: timeUs(turn.endUs),
    closed_at: turn.closedAtMs,
    outcome: turn.outcome,
    outcome_evidence: turn.outcomeEvidence,
    steps: turn.steps,
    llm_steps: turn.llmSteps,
    tool_steps: turn.toolSteps,
    failed_steps: turn.failedSteps,
    input_tokens: turn.inputTokens,
    output_tokens: turn.outputTokens,
    cache_read_tokens: turn.cacheReadTokens,
    cost_nano_usd: turn.costNanoUsd,
    model: turn.model,
    tools: turn.tools,
    dialect: turn.dialect,
    findings: turn.findings,
  };
}
