import { type SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { type Resource } from '@opentelemetry/resources';
import { type AttributeMap, FinishedSpan, type Scope, type SpanIdentity } from '../otlp-records';
import { type Random } from '../random';
import { type LlmStep, type ToolStep, type TurnScript } from '../turn-script';

export interface SpanForm {
  name: string;
  kind: SpanKind;
  attributes: AttributeMap;
}

/** How one dialect names and describes the three kinds of span of a turn. */
export interface SpanDialect {
  scope: Scope;
  /** Status of a span that did not fail: some instrumentations set OK, most leave it unset. */
  okStatus: { code: SpanStatusCode };
  agent(turn: TurnScript): SpanForm;
  llm(turn: TurnScript, step: LlmStep): SpanForm;
  tool(turn: TurnScript, step: ToolStep): SpanForm;
}

/** The spans of a turn in the order in which they end: children first, the root last. */
export function writeSpans(
  rng: Random,
  dialect: SpanDialect,
  turn: TurnScript,
  resource: Resource,
): FinishedSpan[] {
  const { traceId } = turn;
  const root: SpanIdentity = { traceId, spanId: rng.hex(2), traceFlags: 1 };
  const spans = turn.steps.map((step) => {
    const identity: SpanIdentity = { traceId, spanId: rng.hex(2), traceFlags: 1 };
    const form = step.type === 'llm' ? dialect.llm(turn, step) : dialect.tool(turn, step);
    const failed = step.type === 'tool' && step.outcome === 'failed';
    const status = failed ? { code: SpanStatusCode.ERROR, message: step.result } : dialect.okStatus;
    const span = new FinishedSpan(
      resource,
      dialect.scope,
      identity,
      root,
      form.name,
      form.kind,
      step.startUs,
      step.endUs,
      form.attributes,
      status,
    );
    if (failed) span.events = [exceptionEvent(span, step.result)];
    return span;
  });
  const form = dialect.agent(turn);
  const status = turn.ok ? dialect.okStatus : { code: SpanStatusCode.ERROR, message: 'the agent gave up' };
  spans.push(
    new FinishedSpan(
      resource,
      dialect.scope,
      root,
      undefined,
      form.name,
      form.kind,
      turn.startUs,
      turn.endUs,
      form.attributes,
      status,
    ),
  );
  return spans;
}

function exceptionEvent(span: FinishedSpan, message: string): FinishedSpan['events'][number] {
  return {
    name: 'exception',
    time: span.endTime,
    attributes: { 'exception.type': 'ToolError', 'exception.message': message },
  };
}
