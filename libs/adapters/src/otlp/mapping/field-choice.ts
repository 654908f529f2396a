import { type AttributeSlots, ValueTag } from '../record/attribute-slots';
import { type RawRecord } from '../record/raw-record';
import { ALL_KINDS, type CompiledDialect, type CompiledSource } from './compiled-dialect';
import { FieldIndex, FIELDS, RESOURCE_ONLY_COUNT } from './fields';

const NO_SOURCE = -1;
const EXCEPTION_FIELDS: readonly number[] = [FieldIndex.errorType, FieldIndex.errorText];

/**
 * Which attribute gives each field of the present record: the lowest rank among those that are there, the
 * record's own before its exception events' before its resource's. One pass over what is present.
 */
export class FieldChoice {
  private readonly chosen = new Int32Array(FIELDS.length);
  private readonly ranks = new Int32Array(FIELDS.length);
  private readonly fromResource = new Map<CompiledDialect, { generation: number; chosen: Int32Array }>();
  private readonly slotsOf: AttributeSlots[] = new Array<AttributeSlots>(FIELDS.length);
  private dialect!: CompiledDialect;

  choose(record: RawRecord, dialect: CompiledDialect, kindBit: number): void {
    this.dialect = dialect;
    this.chosen.fill(NO_SOURCE);
    this.pass(record.attributes, kindBit, RESOURCE_ONLY_COUNT);
    if (record.exception.presentCount > 0) this.fillFromException(record.exception);
    this.fillFromResource(record);
  }

  /** The source that gives a field, or undefined; its value lies in {@link slots}. */
  source(field: number): CompiledSource | undefined {
    const index = this.chosen[field]!;
    return index === NO_SOURCE ? undefined : this.dialect.sources[index];
  }

  slots(field: number): AttributeSlots {
    return this.slotsOf[field]!;
  }

  /** Whether the present dialect reads this field from this attribute. */
  isOfField(attributeId: number, field: number): boolean {
    for (const index of this.dialect.sourcesOf[attributeId]!) {
      if (this.dialect.sources[index]!.field === field) return true;
    }
    return false;
  }

  /** Sources that hold for every kind in `kindBits` and whose attribute is there. */
  private pass(slots: AttributeSlots, kindBits: number, firstField: number): void {
    const { chosen, ranks, dialect } = this;
    const { sources, sourcesOf } = dialect;
    for (let i = 0; i < slots.presentCount; i++) {
      const id = slots.present[i]!;
      const candidates = sourcesOf[id]!;
      for (let c = 0; c < candidates.length; c++) {
        const index = candidates[c]!;
        const source = sources[index]!;
        const { field } = source;
        if (field < firstField || (source.kindMask & kindBits) !== kindBits) continue;
        if (chosen[field] !== NO_SOURCE && ranks[field]! <= source.rank) continue;
        if (!source.isText && isEmpty(slots, id)) continue;
        chosen[field] = index;
        ranks[field] = source.rank;
        this.slotsOf[field] = slots;
      }
    }
  }

  /** Exception events say what went wrong, and nothing else about the record. */
  private fillFromException(slots: AttributeSlots): void {
    const { sources, sourcesOf } = this.dialect;
    const own = EXCEPTION_FIELDS.filter((field) => this.chosen[field] === NO_SOURCE);
    for (let i = 0; i < slots.presentCount; i++) {
      for (const index of sourcesOf[slots.present[i]!]!) {
        const { field, rank } = sources[index]!;
        if (!own.includes(field) || isEmpty(slots, slots.present[i]!)) continue;
        if (this.chosen[field] !== NO_SOURCE && this.ranks[field]! <= rank) continue;
        this.chosen[field] = index;
        this.ranks[field] = rank;
        this.slotsOf[field] = slots;
      }
    }
  }

  private fillFromResource({ resource, resourceGeneration }: RawRecord): void {
    let cached = this.fromResource.get(this.dialect);
    if (cached === undefined || cached.generation !== resourceGeneration) {
      const own = this.chosen.slice();
      const slots = [...this.slotsOf];
      this.chosen.fill(NO_SOURCE);
      this.pass(resource, ALL_KINDS, 0);
      cached = { generation: resourceGeneration, chosen: this.chosen.slice() };
      this.fromResource.set(this.dialect, cached);
      this.chosen.set(own);
      slots.forEach((set, field) => (this.slotsOf[field] = set));
    }
    for (let field = 0; field < FIELDS.length; field++) {
      if (this.chosen[field] !== NO_SOURCE || cached.chosen[field] === NO_SOURCE) continue;
      this.chosen[field] = cached.chosen[field]!;
      this.slotsOf[field] = resource;
    }
  }
}

function isEmpty(slots: AttributeSlots, id: number): boolean {
  return slots.tag[id] === ValueTag.string && slots.start[id]! >= slots.end[id]!;
}
