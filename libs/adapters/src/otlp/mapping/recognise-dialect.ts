import { type Dialect } from '../dialects/dialect';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { type CompiledDialect } from './compiled-dialect';
import { PatternMap } from '../dialects/pattern-map';
import { type ValueReader } from './value-reader';

const PLACES = ['events', 'spans', 'scopes', 'services'] as const;
type Place = (typeof PLACES)[number];

const NAME_BYTES_MAX = 64;
const NAMES_MAX = 4_096;

/**
 * Finds the dialect of a record: each dialect is one bit, each present attribute and each name gives the bits
 * of the dialects it marks, and the lowest bit (the most specific dialect) wins.
 */
export class DialectRecogniser {
  private readonly bitsOf: Int32Array;
  private readonly bitsOfName: Record<Place, { patterns: PatternMap<true>; bit: number }[]>;
  private readonly seen: Record<Place, Map<string, number>>;
  private readonly eventIds: readonly number[];
  private readonly nameId: number;
  private readonly scopeId: number;
  private readonly serviceId: number;

  constructor(
    private readonly dialects: readonly CompiledDialect[],
    private readonly plain: CompiledDialect,
    table: AttributeTable,
    private readonly values: ValueReader,
  ) {
    this.bitsOf = new Int32Array(table.size);
    this.bitsOfName = { events: [], spans: [], scopes: [], services: [] };
    this.seen = { events: new Map(), spans: new Map(), scopes: new Map(), services: new Map() };
    dialects.forEach(({ dialect }, index) => this.enter(dialect, 1 << index, table));
    this.eventIds = [table.id('@event'), table.id('@eventField'), table.id('@body')];
    this.nameId = table.id('@name');
    this.scopeId = table.id('@scope');
    this.serviceId = table.id('service.name');
  }

  recognise({ source, attributes, resource }: RawRecord): CompiledDialect {
    let bits = 0;
    for (let i = 0; i < attributes.presentCount; i++) bits |= this.bitsOf[attributes.present[i]!]!;
    if (source === 'span') bits |= this.bitsAt('spans', attributes, this.nameId);
    else for (const id of this.eventIds) bits |= this.bitsAt('events', attributes, id);
    bits |= this.bitsAt('scopes', attributes, this.scopeId);
    bits |= this.bitsAt('services', resource, this.serviceId);
    return bits === 0 ? this.plain : this.dialects[31 - Math.clz32(bits & -bits)]!;
  }

  private bitsAt(place: Place, slots: RawRecord['attributes'], id: number): number {
    if (!slots.has(id) || !slots.isScalar(id)) return 0;
    const text = this.values.textOf(slots, id, NAME_BYTES_MAX + 1);
    if (text.end - text.start > NAME_BYTES_MAX) return 0;
    const name = this.values.dimensionOf(text);
    if (name === undefined) return 0;
    const seen = this.seen[place];
    const known = seen.get(name);
    if (known !== undefined) return known;
    let bits = 0;
    for (const { patterns, bit } of this.bitsOfName[place]) if (patterns.get(name)) bits |= bit;
    if (seen.size >= NAMES_MAX) seen.clear();
    seen.set(name, bits);
    return bits;
  }

  private enter({ recognise }: Dialect, bit: number, table: AttributeTable): void {
    for (const name of recognise.attributes ?? []) this.bitsOf[table.id(name)]! |= bit;
    for (const place of PLACES) {
      const patterns = recognise[place];
      if (patterns !== undefined) this.bitsOfName[place].push({ patterns: PatternMap.of(patterns), bit });
    }
  }
}
