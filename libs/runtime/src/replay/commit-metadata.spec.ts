import fc from 'fast-check';
import { endOfMessage } from '@tacet/contracts';
import type { OriginMark, OriginMarks } from '@tacet/core/event-time';
import {
  decodeMetadata,
  encodeMetadata,
  marksFromMetadata,
  marksToMetadata,
  METADATA_BYTES_MAX,
  METADATA_VERSION,
  type DerivedMetadata,
  type InputMetadata,
} from './commit-metadata';

const marks: fc.Arbitrary<OriginMarks> = fc
  .array(
    fc.tuple(
      fc.constantFrom('otlp_spans', 'otlp_logs', 'a/b'),
      fc.nat(40),
      fc.integer({ min: -1, max: 2 ** 39 - 1 }),
      fc.integer({ min: -1, max: 2e12 }),
      fc.boolean(),
    ),
    { maxLength: 20 },
  )
  .map(
    (list) =>
      new Map(
        list.map(([topic, partition, offset, watermarkMs, idle]) => [
          `${topic}/${partition}`,
          { upTo: endOfMessage(offset), watermarkMs, idle },
        ]),
      ),
  );

describe('commit metadata', () => {
  it('comes back as it was written', () => {
    const input: InputMetadata = { v: METADATA_VERSION, wm: 1_700_000_000_000, d: -1, e: 12 };
    expect(decodeMetadata<InputMetadata>(encodeMetadata(input))).toEqual(input);
    fc.assert(
      fc.property(marks, (held) => {
        const derived: DerivedMetadata = {
          v: METADATA_VERSION,
          wm: 5,
          d: { assemble: 7 },
          o: marksToMetadata(held),
          p: {},
        };
        const back = decodeMetadata<DerivedMetadata>(encodeMetadata(derived))!;
        expect(new Map(marksFromMetadata(back.o))).toEqual(new Map(held));
      }),
    );
  });

  it.each(['', 'null', '7', '"text"', '{}', '{"v":1,"wm":1}', '{"v":2', 'someone else was here'])(
    'is null when the text is not ours: %p',
    (text) => expect(decodeMetadata(text)).toBeNull(),
  );

  it('has room for 160 input partitions with ten billion messages each', () => {
    const held: [string, OriginMark][] = [];
    for (const [topic, partitions] of [
      ['otlp_spans', 128],
      ['otlp_logs', 32],
    ] as const) {
      for (let partition = 0; partition < partitions; partition++) {
        const mark = { upTo: endOfMessage(1e10 - partition), watermarkMs: 1.8e12 - partition, idle: true };
        held.push([`${topic}/${partition}`, mark]);
      }
    }
    const o = marksToMetadata(new Map(held));
    const text = encodeMetadata({ v: METADATA_VERSION, wm: 5, d: { assemble: 7 }, o, p: {} });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(METADATA_BYTES_MAX);
  });

  it('is refused with its size when it would not fit', () => {
    const d = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`stage${i}`, i]));
    expect(() => encodeMetadata({ v: METADATA_VERSION, wm: 0, d, o: {}, p: {} })).toThrow(/bytes is over/);
  });
});
