import { numberIn } from '../record/number-in';
import { documentsIn, firstOfList, usageNumber } from '../features/json-numbers';
import { type AttributeSlots, ValueTag } from '../record/attribute-slots';
import { type AttributeTable } from '../record/attribute-table';
import { type TextReader } from '../record/text-reader';
import { type FieldChoice } from './field-choice';
import { type ValueReader } from './value-reader';

/** Largest token count that is believed; beyond it a count is noise, not usage. */
const TOKENS_MAX = 1e12;

/** Reads the chosen source of a field as the field needs it. Every method gives undefined when there is none. */
export class FieldReader {
  constructor(
    private readonly choice: FieldChoice,
    private readonly values: ValueReader,
    private readonly table: AttributeTable,
  ) {}

  dimension(field: number): string | undefined {
    const source = this.choice.source(field);
    if (source === undefined) return undefined;
    const slots = this.choice.slots(field);
    switch (source.transform) {
      case undefined:
        return this.values.dimension(slots, source.attributeId);
      case 'first-of-list':
        return this.firstOfList(slots, source.attributeId);
      case 'is-present':
        return 'true';
      case 'reject-when-positive':
        return (this.values.number(slots, source.attributeId) ?? 0) > 0 ? 'reject' : 'accept';
      case 'accept-when-true':
        return this.values.boolean(slots, source.attributeId) === true ? 'accept' : 'reject';
      default:
        return undefined;
    }
  }

  id(field: number): string | undefined {
    const source = this.choice.source(field);
    return source === undefined ? undefined : this.values.id(this.choice.slots(field), source.attributeId);
  }

  number(field: number): number | undefined {
    const source = this.choice.source(field);
    if (source === undefined) return undefined;
    const slots = this.choice.slots(field);
    const id = source.attributeId;
    switch (source.transform) {
      case undefined:
        return this.values.number(slots, id);
      case 'micro-usd': {
        const micros = this.values.number(slots, id);
        return micros === undefined ? undefined : micros / 1e6;
      }
      case 'usage-input':
      case 'usage-output':
      case 'usage-cached':
      case 'usage-reasoning':
      case 'cost-total': {
        const { bytes, start, end } = this.values.textOf(slots, id);
        return usageNumber(source.transform, bytes, start, end);
      }
      default:
        return undefined;
    }
  }

  /** A whole number of tokens, 0 or more. */
  tokens(field: number): number | undefined {
    const value = this.number(field);
    return value !== undefined && value >= 0 && value <= TOKENS_MAX ? Math.trunc(value) : undefined;
  }

  boolean(field: number): boolean | undefined {
    const source = this.choice.source(field);
    if (source === undefined) return undefined;
    const slots = this.choice.slots(field);
    if (source.transform === 'mentions-ask-user') {
      const { bytes, start, end } = this.values.textOf(slots, source.attributeId);
      return bytes.subarray(start, end).includes('ask_user') ? true : undefined;
    }
    return this.values.boolean(slots, source.attributeId);
  }

  /** Text of a field, of a flattened list its first entry; valid until the next read. */
  text(field: number): TextReader | undefined {
    const source = this.choice.source(field);
    return source === undefined
      ? undefined
      : this.values.textOf(this.choice.slots(field), source.attributeId);
  }

  /** The beginning of a text: at least `bytesMax` bytes of it, where it has them. */
  textHead(field: number, bytesMax: number): TextReader | undefined {
    const source = this.choice.source(field);
    if (source === undefined) return undefined;
    return this.values.textOf(this.choice.slots(field), source.attributeId, bytesMax);
  }

  /** UTF-8 bytes of a text; of a flattened list the sum over every entry of every name of the field. */
  textBytes(field: number): number | undefined {
    const source = this.choice.source(field);
    if (source === undefined) return undefined;
    const slots = this.choice.slots(field);
    const id = source.attributeId;
    if (this.table.isList[id] === 0) return this.values.lengthOf(slots, id);
    let sum = 0;
    for (let i = 0; i < slots.listCount; i++) {
      if (!this.choice.isOfField(slots.listIds[i]!, field)) continue;
      sum += this.values.text.lengthOf(
        slots.listTags[i] as ValueTag,
        slots.listNumbers[i]!,
        slots.listStarts[i]!,
        slots.listEnds[i]!,
      );
    }
    return sum;
  }

  /** Documents of a flattened list (highest index + 1) or of a JSON array. */
  documents(
    countField: number,
    scoreField: number,
    jsonField: number,
  ): { count?: number; topScore?: number } {
    const source = this.choice.source(countField);
    if (source === undefined) {
      const text = this.text(jsonField);
      if (text === undefined) return {};
      const { count, topScore } = documentsIn(text.bytes, text.start, text.end);
      return count < 0 ? {} : { count, topScore };
    }
    const slots = this.choice.slots(countField);
    let count = 0;
    let topScore: number | undefined;
    for (let i = 0; i < slots.listCount; i++) {
      const id = slots.listIds[i]!;
      if (this.choice.isOfField(id, countField)) count = Math.max(count, slots.listIndexes[i]! + 1);
      if (!this.choice.isOfField(id, scoreField)) continue;
      const score = this.listNumber(slots, i);
      if (score !== undefined && (topScore === undefined || score > topScore)) topScore = score;
    }
    return { count, topScore };
  }

  private listNumber(slots: AttributeSlots, entry: number): number | undefined {
    const tag = slots.listTags[entry] as ValueTag;
    if (tag === ValueTag.int || tag === ValueTag.double) return slots.listNumbers[entry];
    const { bytes, start, end } = this.values.text.read(
      tag,
      0,
      slots.listStarts[entry]!,
      slots.listEnds[entry]!,
    );
    return numberIn(bytes, start, end);
  }

  private firstOfList(slots: AttributeSlots, id: number): string | undefined {
    const text = this.values.textOf(slots, id);
    const range = firstOfList(text.bytes, text.start, text.end);
    if (range === null) return undefined;
    text.start = range[0];
    text.end = range[1];
    return this.values.dimensionOf(text);
  }
}
