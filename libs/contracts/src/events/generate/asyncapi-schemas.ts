import { RULES } from '../../finding';
import { RECOVERY_ACTIONS } from '../../healing';
import { SIGNALS } from '../../series';
import { STEP_KINDS } from '../../step';
import { STEP_FIELDS } from '../../steps-record';
import { declaredSchema } from './declared-schemas';
import { eventSchemas } from './event-schemas';
import type { JsonSchema } from './json-schema';
import type { SourceDeclarations } from './source-docs';

/** Every schema that the AsyncAPI document refers to, by its name under `#/components/schemas`. */
export function componentSchemas(source: SourceDeclarations): Record<string, JsonSchema> {
  const words = {
    StepKind: STEP_KINDS,
    Signal: Object.keys(SIGNALS),
    Rule: RULES,
    RecoveryAction: RECOVERY_ACTIONS,
  };
  const declared = (name: string, generics = {}): JsonSchema => declaredSchema(name, source, words, generics);
  const envelope = (row: string): JsonSchema => declared('Envelope', { Row: pointer(row) });
  const order = `Fields after the position, in order: ${STEP_FIELDS.map(([name]) => name).join(', ')}.`;
  const steps = declared('StepsRecord');
  return {
    CloudEventAttributes: cloudEventAttributes,
    ...eventDefinitions(source),
    StepsRecord: { ...steps, description: `${steps.description ?? ''} ${order}` },
    Series: declared('Series'),
    WindowsRecord: windowsRecord(declared('Envelope', { Row: { type: 'array' } })),
    Turn: declared('Turn'),
    TurnEnvelope: envelope('Turn'),
    Finding: declared('Finding'),
    FindingEnvelope: envelope('Finding'),
    LedgerRow: declared('LedgerRow'),
    LedgerRowEnvelope: envelope('LedgerRow'),
    DeadLetter: declared('DeadLetter'),
  };
}

/** Rows name their series by index (windows-record.ts). */
function windowsRecord(envelope: JsonSchema): JsonSchema {
  const row =
    'A row is [series, windowStartMs, kind (0 on-time, 1 late, 2 future), bucketMs, version, n, sum, measures, ' +
    'histogram or null]; `series` is an index into the list beside it.';
  return {
    ...envelope,
    description: `${envelope.description ?? ''} ${row}`,
    properties: { ...envelope.properties, series: { type: 'array', items: pointer('Series') } },
    required: [...(envelope.required ?? []), 'series'],
  };
}

/** CloudEvents 1.0, JSON event format, with the partitioning extension. */
const cloudEventAttributes: JsonSchema = {
  type: 'object',
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', minLength: 1, description: 'Unique per type; a repeat carries the same content.' },
    type: { type: 'string', minLength: 1 },
    source: { type: 'string', minLength: 1, format: 'uri-reference' },
    time: { type: 'string', format: 'date-time' },
    subject: { type: 'string', minLength: 1 },
    partitionkey: { type: 'string', minLength: 1, description: 'Equals the Kafka key.' },
    datacontenttype: { type: 'string' },
    dataschema: { type: 'string', format: 'uri' },
    data: { type: 'object' },
  },
  required: ['specversion', 'id', 'type', 'source', 'data'],
};

/** The event classes as components: inner definitions become components of their own. */
function eventDefinitions(source: SourceDeclarations): Record<string, JsonSchema> {
  const components: Record<string, JsonSchema> = {};
  for (const schema of Object.values(eventSchemas(source))) {
    const { $schema: _draft, $id: _id, title, definitions, ...body } = schema;
    Object.assign(components, { [title!]: body }, definitions);
  }
  const text = JSON.stringify(components).replaceAll('#/definitions/', '#/components/schemas/');
  return JSON.parse(text) as Record<string, JsonSchema>;
}

/** A reference to one of them. */
export function pointer(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
