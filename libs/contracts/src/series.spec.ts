import fc from 'fast-check';
import {
  EXAMPLES_PER_ROW_MAX,
  heaviestExamples,
  seriesKey,
  SIGNALS,
  type Series,
  type WindowExample,
} from './series';

const series: Series = {
  signal: 'spans',
  tenant: 't',
  env: 'e',
  service: 's',
  agent: 'a',
  agentVersion: '',
  model: '',
  tool: '',
  stepKind: '',
};

describe('series key', () => {
  it('keeps an empty dimension apart from its neighbour', () => {
    expect(seriesKey({ ...series, model: 'x' })).not.toBe(seriesKey({ ...series, tool: 'x' }));
  });

  it('tells every signal of one agent apart', () => {
    const signals = Object.keys(SIGNALS) as Series['signal'][];
    expect(new Set(signals.map((signal) => seriesKey({ ...series, signal }))).size).toBe(signals.length);
  });
});

describe('heaviest examples', () => {
  const example = fc.tuple(fc.string(), fc.constant(''), fc.integer({ min: 0, max: 5 }));

  it('are the same whatever the order, and however they are grouped', () => {
    fc.assert(
      fc.property(fc.array(example), fc.nat(), (examples: WindowExample[], cut) => {
        const at = examples.length === 0 ? 0 : cut % examples.length;
        const all = heaviestExamples(examples);
        expect(heaviestExamples([...examples].reverse()).map(([id, , w]) => [id, w])).toEqual(
          all.map(([id, , w]) => [id, w]),
        );
        const grouped = [...heaviestExamples(examples.slice(0, at)), ...heaviestExamples(examples.slice(at))];
        expect(heaviestExamples(grouped).map(([id, , w]) => [id, w])).toEqual(
          all.map(([id, , w]) => [id, w]),
        );
        expect(all.length).toBeLessThanOrEqual(EXAMPLES_PER_ROW_MAX);
      }),
    );
  });
});
