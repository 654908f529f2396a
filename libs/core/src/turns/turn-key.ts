import type { Step } from '@tacet/contracts';

/** How a step says which turn it belongs to. */
export type TurnKeyKind = 'hint' | 'trace' | 'session';

export interface TurnKey {
  kind: TurnKeyKind;
  /** What the turn's id is made of. */
  idParts: [tenant: string, service: string, sessionId: string, key: string];
}

/**
 * Same text, same turn (of a session: the same run of turns, cut by gaps and prompts).
 *
 * The source's own turn within its session, else the trace, else the session alone; null when a step has none.
 *
 * The session is no part of a trace's identity because often only some spans of a trace carry it, and the
 * service is none because one turn may call tools that report as other services.
 */
export function turnKeyText(step: Step): string | null {
  if (step.turnHint && step.sessionId) return `h${S}${step.tenant}${S}${step.sessionId}${S}${step.turnHint}`;
  if (step.traceId) return `t${S}${step.tenant}${S}${step.traceId}`;
  if (step.sessionId) return `s${S}${step.tenant}${S}${step.service}${S}${step.sessionId}`;
  return null;
}

/** The key of a step that opens a turn; `turnKeyText` of the same step must not be null. */
export function turnKeyOf(step: Step): TurnKey {
  const { tenant, service, sessionId = '', turnHint = '', traceId = '' } = step;
  if (turnHint && sessionId) return { kind: 'hint', idParts: [tenant, '', sessionId, turnHint] };
  if (traceId) return { kind: 'trace', idParts: [tenant, '', '', traceId] };
  return { kind: 'session', idParts: [tenant, service, sessionId, `at ${step.startUs}`] };
}

const S = '\u001f';
