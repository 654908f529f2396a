import { ValueTag } from '../record/attribute-slots';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { type ValueReader } from './value-reader';

const NAME_BYTES_MAX = 64;
const DOTTED_NAME = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/;

/**
 * A log record's event name: the `event.name` attribute, else the field of LogRecord, else a body that looks
 * like a name (`claude_code.tool_decision`). Any other body is text, and text never becomes a name.
 */
export class EventName {
  private readonly eventId: number;
  private readonly places: readonly number[];
  private readonly bodyId: number;

  constructor(
    table: AttributeTable,
    private readonly values: ValueReader,
  ) {
    this.eventId = table.id('@event');
    this.bodyId = table.id('@body');
    this.places = [table.id('event.name'), table.id('@eventField'), this.bodyId];
  }

  /** Fills the `@event` slot of a log record. */
  resolve({ attributes }: RawRecord): void {
    for (const id of this.places) {
      if (!attributes.has(id)) continue;
      const tag = attributes.tag[id] as ValueTag;
      if (tag !== ValueTag.string && tag !== ValueTag.escapedString) continue;
      const start = attributes.start[id]!;
      const end = attributes.end[id]!;
      if (id === this.bodyId && !this.isName(start, end)) continue;
      attributes.set(this.eventId, tag, 0, start, end);
      return;
    }
  }

  private isName(start: number, end: number): boolean {
    if (end - start > NAME_BYTES_MAX) return false;
    const { bytes } = this.values.text.read(ValueTag.string, 0, start, end);
    return DOTTED_NAME.test(bytes.toString('latin1', start, end));
  }
}
