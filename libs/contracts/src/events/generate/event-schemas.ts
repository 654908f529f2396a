import { createRequire } from 'node:module';
import { ValidationTypes } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { EVENT_CLASSES } from '../event-classes';
import { DATA_SCHEMAS, EVENT_TYPES, type EventType } from '../event-types';
import type { JsonSchema } from './json-schema';
import { withInherited, type SourceDeclarations } from './source-docs';

type DataSchemaName = keyof typeof DATA_SCHEMAS;

/** One event type of every data schema: its class is the schema's. */
const EVENT_OF: Record<DataSchemaName, EventType> = {
  anomaly: EVENT_TYPES.anomalyOpened,
  recovery: EVENT_TYPES.recoveryCommanded,
  outcome: EVENT_TYPES.recoveryOutcome,
  deployment: EVENT_TYPES.deploymentMarked,
  controlAcknowledge: EVENT_TYPES.controlAcknowledge,
  controlAccept: EVENT_TYPES.controlAccept,
  controlMute: EVENT_TYPES.controlMute,
  controlCalendar: EVENT_TYPES.controlCalendar,
  controlBudget: EVENT_TYPES.controlBudget,
};

/** Name of the class behind a data schema, e.g. `AnomalyData`. */
export function className(name: DataSchemaName): string {
  return EVENT_CLASSES[EVENT_OF[name]].name;
}

/** The JSON Schema (draft-07) of each event's data, made from its class: `{anomaly: {$id, …}, …}`. */
export function eventSchemas(source: SourceDeclarations): Record<DataSchemaName, JsonSchema> {
  const classes = classSchemas(source);
  const schemas = {} as Record<DataSchemaName, JsonSchema>;
  for (const name of Object.keys(DATA_SCHEMAS) as DataSchemaName[]) {
    const root = className(name);
    const definitions: Record<string, JsonSchema> = {};
    collectDefinitions(classes[root]!, classes, definitions);
    schemas[name] = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: DATA_SCHEMAS[name],
      title: root,
      ...classes[root]!,
      ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
    };
  }
  return schemas;
}

interface NestedType {
  typeFunction(): { name: string };
  options: { discriminator?: { subTypes: { value: { name: string } }[] } };
}

interface TypeStorage {
  findTypeMetadata(target: unknown, property: string): NestedType | undefined;
}

/** class-transformer keeps its storage off its door, and class-validator-jsonschema needs it for nesting. */
const { defaultMetadataStorage } = createRequire(__filename)('class-transformer/cjs/storage') as {
  defaultMetadataStorage: TypeStorage;
};

/** Marks what `tighten` must finish; never left in the result. */
type Draft = JsonSchema & { nullable?: boolean; maybeAbsent?: boolean };

type Options = NonNullable<Parameters<typeof validationMetadatasToSchemas>[0]>;
type Converters = NonNullable<Options['additionalConverters']>;
type Converted = ReturnType<Extract<Converters[string], (...parts: never[]) => unknown>>;

/** Our own field rules, and what the library says too little about. */
const CONVERTERS: Converters = {
  isTime: { type: 'string', format: 'date-time' },
  isNumberRecord: { type: 'object', additionalProperties: { type: 'number' } },
  [ValidationTypes.NESTED_VALIDATION]: (meta: ValidationMetadata, options: { refPointerPrefix: string }) => {
    const type = defaultMetadataStorage.findTypeMetadata(meta.target, meta.propertyName);
    if (!type) throw new Error(`${meta.propertyName} is nested but has no @Type`);
    const prefix = options.refPointerPrefix;
    const variants = type.options.discriminator?.subTypes.map(({ value }) => ({
      $ref: prefix + value.name,
    }));
    return variants ? { oneOf: variants } : { $ref: prefix + type.typeFunction().name };
  },
  [ValidationTypes.CONDITIONAL_VALIDATION]: (meta: ValidationMetadata) => {
    const context = meta.context as { nullable?: boolean } | undefined;
    return (context?.nullable ? { nullable: true } : { maybeAbsent: true }) as Converted;
  },
};

function classSchemas(source: SourceDeclarations): Record<string, JsonSchema> {
  const drafts = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    additionalConverters: CONVERTERS,
    refPointerPrefix: '#/definitions/',
  }) as Record<string, Draft>;
  return Object.fromEntries(
    Object.entries(drafts).map(([name, draft]) => [name, tighten(name, draft, source)]),
  );
}

/** Closes the object, restores what null and absence mean, and adds the words of the source. */
function tighten(name: string, draft: Draft, source: SourceDeclarations): JsonSchema {
  const declaration = source.types.get(name);
  const documented = declaration ? withInherited(declaration, source) : [];
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [field, schema] of Object.entries(draft.properties ?? {}) as [string, Draft][]) {
    const { nullable, maybeAbsent, ...rest } = schema;
    if (!maybeAbsent) required.push(field);
    const value = pointerOnly(rest);
    const description = documented.find((member) => member.name === field)?.doc;
    const whole = nullable ? { anyOf: [value, { type: 'null' }] } : value;
    properties[field] = description && !whole.$ref ? { description, ...whole } : whole;
  }
  return {
    ...(declaration?.doc ? { description: declaration.doc } : {}),
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  };
}

/** draft-07 ignores everything beside a `$ref`; a `oneOf` of references needs nothing beside it. */
function pointerOnly(schema: JsonSchema): JsonSchema {
  if (schema.$ref) return { $ref: schema.$ref };
  return schema.oneOf ? { oneOf: schema.oneOf } : schema;
}

function collectDefinitions(
  schema: JsonSchema,
  classes: Record<string, JsonSchema>,
  found: Record<string, JsonSchema>,
): void {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/definitions\/(\w+)"/g)) {
    if (!name || found[name]) continue;
    found[name] = classes[name]!;
    collectDefinitions(classes[name]!, classes, found);
  }
}
