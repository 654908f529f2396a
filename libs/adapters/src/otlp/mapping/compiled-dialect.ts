import { STEP_KINDS, type StepKind } from '@tacet/contracts';
import { type Dialect, type Field, type Transform } from '../dialects/dialect';
import { type AttributeTable } from '../record/attribute-table';
import { FIELD_KINDS, FieldIndex } from './fields';
import { PatternMap } from '../dialects/pattern-map';

/** Every step kind's bit. */
export const ALL_KINDS = (1 << STEP_KINDS.length) - 1;

/** Bit of a step kind, for sources that hold for some kinds only. */
export const KIND_BITS = Object.fromEntries(STEP_KINDS.map((kind, i) => [kind, 1 << i])) as Record<
  StepKind,
  number
>;

/** One place to find one field, in numbers. Lower rank wins. */
export interface CompiledSource {
  attributeId: number;
  field: number;
  rank: number;
  transform: Transform | undefined;
  kindMask: number;
  isText: boolean;
}

interface KindColumn {
  from: number[];
  values: PatternMap<StepKind>;
  byPresence: { ids: number[]; kind: StepKind }[];
}

/** A dialect with its fall-back columns behind it, ready to run: sources by attribute id, kinds by column. */
export class CompiledDialect {
  readonly name: string;
  readonly sources: CompiledSource[] = [];
  /** Indexes into `sources` by attribute id. */
  readonly sourcesOf: (readonly number[])[];
  readonly kindColumns: KindColumn[];
  readonly decisions: PatternMap<'accept' | 'reject' | 'abort' | 'modify' | 'ask'>;
  readonly actors: PatternMap<'human' | 'policy' | 'hook' | 'auto'>;
  readonly scopes: PatternMap<'once' | 'session' | 'permanent'>;
  readonly interrupts: PatternMap<true>;
  readonly refusalEvents: PatternMap<true>;
  readonly waitSpans: PatternMap<true>;

  constructor(
    readonly dialect: Dialect,
    columns: readonly Dialect[],
    table: AttributeTable,
  ) {
    this.name = dialect.name;
    const sourcesOf: number[][] = Array.from({ length: table.size }, () => []);
    const ranks = new Map<Field, number>();
    for (const column of columns) {
      for (const [field, places] of Object.entries(column.fields) as [Field, Dialect['fields'][Field]][]) {
        for (const place of places ?? []) {
          const { attribute, as, kinds } = typeof place === 'string' ? { attribute: place } : place;
          const rank = ranks.get(field) ?? 0;
          ranks.set(field, rank + 1);
          sourcesOf[table.id(attribute)]!.push(this.sources.length);
          this.sources.push({
            attributeId: table.id(attribute),
            field: FieldIndex[field],
            rank,
            transform: as,
            kindMask: kinds?.reduce((mask, kind) => mask | KIND_BITS[kind], 0) ?? ALL_KINDS,
            isText: FIELD_KINDS[field] === 'text',
          });
        }
      }
    }
    this.sourcesOf = sourcesOf;
    this.kindColumns = columns.map((column) => ({
      from: column.kinds.from.map((name) => table.id(name)),
      values: new PatternMap(column.kinds.values),
      byPresence: (column.kindsByPresence ?? []).map(({ attributes, kind }) => ({
        ids: attributes.map((name) => table.id(name)),
        kind,
      })),
    }));
    const decisions = dialect.decisions ?? columns.find((column) => column.decisions)?.decisions;
    this.decisions = new PatternMap(decisions?.values ?? {});
    this.actors = new PatternMap(decisions?.actors ?? {});
    this.scopes = new PatternMap(decisions?.scopes ?? {});
    this.interrupts = PatternMap.of(decisions?.interrupts);
    this.refusalEvents = PatternMap.of(dialect.refusalEvents);
    this.waitSpans = PatternMap.of(dialect.waitSpans);
  }
}

/** Every attribute name that some table reads or ignores. */
export function attributeNamesOf(dialects: readonly Dialect[]): Set<string> {
  const names = new Set<string>();
  for (const { recognise, kinds, kindsByPresence, refinements, fields, ignored } of dialects) {
    for (const name of recognise.attributes ?? []) names.add(name);
    for (const name of kinds.from) names.add(name);
    for (const { attributes } of kindsByPresence ?? []) for (const name of attributes) names.add(name);
    for (const { attribute } of refinements ?? []) names.add(attribute);
    for (const places of Object.values(fields)) {
      for (const place of places) names.add(typeof place === 'string' ? place : place.attribute);
    }
    for (const name of ignored ?? []) names.add(name);
  }
  return names.add('event.name');
}
