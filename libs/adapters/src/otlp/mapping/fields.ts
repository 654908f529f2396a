import { type Field } from '../dialects/dialect';

/** How a field's value is read. Ids longer than the limit keep their identity as a hash; dimensions do not. */
export type FieldKind = 'dimension' | 'id' | 'number' | 'boolean' | 'text';

/** Every field with its way of reading. The first three come from the resource only. */
export const FIELD_KINDS: Readonly<Record<Field, FieldKind>> = {
  tenant: 'dimension',
  env: 'dimension',
  service: 'dimension',
  agent: 'dimension',
  agentVersion: 'dimension',
  promptVersion: 'dimension',
  sessionId: 'id',
  turnHint: 'id',
  model: 'dimension',
  requestedModel: 'dimension',
  provider: 'dimension',
  toolName: 'dimension',
  toolCallId: 'id',
  errorType: 'dimension',
  finishReason: 'dimension',
  decision: 'dimension',
  decisionSource: 'dimension',
  modeFrom: 'dimension',
  modeTo: 'dimension',
  evaluationName: 'dimension',
  evaluationLabel: 'dimension',
  evaluationScore: 'number',
  inputTokens: 'number',
  outputTokens: 'number',
  cacheReadTokens: 'number',
  cacheWriteTokens: 'number',
  reasoningTokens: 'number',
  costUsd: 'number',
  durationMs: 'number',
  retrievedDocs: 'number',
  topScore: 'number',
  risk: 'number',
  autonomy: 'number',
  statusCode: 'number',
  success: 'boolean',
  level: 'dimension',
  clarification: 'boolean',
  timestamp: 'dimension',
  prompt: 'text',
  completion: 'text',
  arguments: 'text',
  result: 'text',
  documents: 'text',
  errorText: 'text',
};

export const FIELDS = Object.keys(FIELD_KINDS) as readonly Field[];
export const RESOURCE_ONLY_COUNT = 3;

/** Index of each field in {@link FIELDS}. */
export const FieldIndex = Object.fromEntries(FIELDS.map((field, index) => [field, index])) as Record<
  Field,
  number
>;
