import { type StepKind } from '@tacet/contracts';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { type CompiledDialect } from './compiled-dialect';
import { type ValueReader } from './value-reader';

/** Decides what a record is: by its dialect's values, then GenAI's, then by what attributes it has. */
export class StepKinds {
  private readonly attributeIds = new Map<string, number>();

  constructor(
    private readonly table: AttributeTable,
    private readonly values: ValueReader,
  ) {}

  kindOf(record: RawRecord, compiled: CompiledDialect, eventName: string | undefined): StepKind {
    const kind = this.byValue(record, compiled) ?? this.byPresence(record, compiled) ?? 'other';
    for (const refinement of compiled.dialect.refinements ?? []) {
      if (refinement.event !== eventName) continue;
      const id = this.idOf(refinement.attribute);
      const value = record.attributes.has(id) ? this.values.dimension(record.attributes, id) : undefined;
      return value === refinement.equals ? refinement.kind : refinement.otherwise;
    }
    return kind;
  }

  private byValue({ attributes }: RawRecord, { kindColumns }: CompiledDialect): StepKind | undefined {
    for (const { from, values } of kindColumns) {
      for (const id of from) {
        if (!attributes.has(id) || !attributes.isScalar(id)) continue;
        const word = this.values.dimension(attributes, id);
        const kind = word === undefined ? undefined : values.get(word);
        if (kind !== undefined) return kind;
      }
    }
    return undefined;
  }

  private byPresence({ attributes }: RawRecord, { kindColumns }: CompiledDialect): StepKind | undefined {
    for (const { byPresence } of kindColumns) {
      for (const { ids, kind } of byPresence) if (ids.every((id) => attributes.has(id))) return kind;
    }
    return undefined;
  }

  private idOf(name: string): number {
    let id = this.attributeIds.get(name);
    if (id === undefined) this.attributeIds.set(name, (id = this.table.id(name)));
    return id;
  }
}
