import { type StepKind } from '@tacet/contracts';

/**
 * What a dialect can say about a step. Each field has one way to read a value (dimension, id, number, boolean
 * or text, see mapping/field-kinds.ts); an attribute may name another in `as`.
 */
export type Field =
  | 'tenant'
  | 'env'
  | 'service'
  | 'agent'
  | 'agentVersion'
  | 'promptVersion'
  | 'sessionId'
  | 'turnHint'
  | 'model'
  | 'requestedModel'
  | 'provider'
  | 'toolName'
  | 'toolCallId'
  | 'errorType'
  | 'finishReason'
  | 'decision'
  | 'decisionSource'
  | 'modeFrom'
  | 'modeTo'
  | 'evaluationName'
  | 'evaluationLabel'
  | 'evaluationScore'
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'reasoningTokens'
  | 'costUsd'
  | 'durationMs'
  | 'retrievedDocs'
  | 'topScore'
  | 'risk'
  | 'autonomy'
  | 'statusCode'
  | 'success'
  | 'level'
  | 'clarification'
  | 'timestamp'
  | 'prompt'
  | 'completion'
  | 'arguments'
  | 'result'
  | 'documents'
  | 'errorText';

/** How a value is read when it is not the plain way of its field. */
export type Transform =
  /** First string of an array, or of a JSON array inside a string. */
  | 'first-of-list'
  /** Integer millionths of a US dollar. */
  | 'micro-usd'
  /** Sum of the numbers of a JSON object whose key starts with the field's word (`input*`, `output*`). */
  | 'usage-input'
  | 'usage-output'
  | 'usage-cached'
  | 'usage-reasoning'
  /** `total` of a JSON object, else the sum of its `input*` and `output*`. */
  | 'cost-total'
  /** True when the text holds this JSON key: `ask_user`. */
  | 'mentions-ask-user'
  /** Number of elements of a JSON array (documents). */
  | 'count-of-list'
  /** True: the attribute being there is the message. */
  | 'is-present'
  /** `reject` when the number is above zero, else `accept`. */
  | 'reject-when-positive'
  /** `accept` for true, `reject` for false. */
  | 'accept-when-true'
  /** Part before the first slash or blank. */
  | 'first-word';

/** One place where a field may be found. A name with a segment `N` is a flattened list. */
export type Source = string | { attribute: string; as?: Transform; kinds?: readonly StepKind[] };

/** Exact text, or with one `*` at either end: `*.doGenerate`, `chat *`. */
export type Pattern = string;

/** A dialect as data: how to know it, and for each field the places to look, first hit wins. */
export interface Dialect {
  name: string;
  /** Any one of these makes a record this dialect's. */
  recognise: {
    attributes?: readonly string[];
    events?: readonly Pattern[];
    spans?: readonly Pattern[];
    scopes?: readonly Pattern[];
    services?: readonly Pattern[];
  };
  /** The values of `from`, tried in order until one is known. */
  kinds: { from: readonly string[]; values: Readonly<Record<Pattern, StepKind>> };
  /** Kind of a record whose values said nothing, by the attributes it has (all of them). */
  kindsByPresence?: readonly { attributes: readonly string[]; kind: StepKind }[];
  /** A kind that depends on one more value: Codex puts tokens on one of many stream events. */
  refinements?: readonly {
    event: string;
    attribute: string;
    equals: string;
    kind: StepKind;
    otherwise: StepKind;
  }[];
  fields: Partial<Record<Field, readonly Source[]>>;
  /** Values when no attribute gives one. */
  defaults?: { agent?: string; provider?: string };
  /** Input tokens leave cached ones out: add them. */
  inputExcludesCache?: boolean;
  /** Output tokens leave reasoning out: add it. */
  outputExcludesReasoning?: boolean;
  decisions?: DecisionTable;
  /** Events that say the model refused. */
  refusalEvents?: readonly Pattern[];
  /** A record of this kind is a person being waited for: its duration is the wait. */
  waitSpans?: readonly Pattern[];
  /** Attribute names that are this dialect's but say nothing a step holds: not counted as unknown. */
  ignored?: readonly string[];
}

/** Meaning of a dialect's words for who decided what. */
export interface DecisionTable {
  values: Readonly<Record<Pattern, 'accept' | 'reject' | 'abort' | 'modify' | 'ask'>>;
  actors?: Readonly<Record<Pattern, 'human' | 'policy' | 'hook' | 'auto'>>;
  scopes?: Readonly<Record<Pattern, 'once' | 'session' | 'permanent'>>;
  /** Values of decision or source that mean a person broke the run off. */
  interrupts?: readonly Pattern[];
}
