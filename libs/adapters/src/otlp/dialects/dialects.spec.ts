import { type Step } from '@tacet/contracts';
import { type DialectFixture, LOG_FIXTURES, SPAN_FIXTURES } from '../testdata/dialect-fixtures';
import {
  decodeAll,
  logsJson,
  newDecoder,
  toJsonBytes,
  toProtobuf,
  tracesJson,
} from '../testdata/otlp-messages';
import { ALL_DIALECTS } from './all-dialects';

const decoder = newDecoder();

describe.each(SPAN_FIXTURES)('span: $title', (fixture) => {
  it('maps the same from protobuf and JSON', () => {
    const { resource, scope, span } = fixture;
    const json = tracesJson({ resource, scope, records: [span!] });
    expectStep(decodeAll(decoder, toProtobuf(json, 'traces'), 'traces').steps, fixture);
    expectStep(decodeAll(decoder, toJsonBytes(json), 'traces').steps, fixture);
  });
});

describe.each(LOG_FIXTURES)('log: $title', (fixture) => {
  it('maps the same from protobuf and JSON', () => {
    const { resource, scope, log } = fixture;
    const json = logsJson({ resource, scope, records: [log!] });
    expectStep(decodeAll(decoder, toProtobuf(json, 'logs'), 'logs').steps, fixture);
    expectStep(decodeAll(decoder, toJsonBytes(json), 'logs').steps, fixture);
  });
});

describe('dialect tables', () => {
  it('have a fixture each', () => {
    const covered = new Set([...SPAN_FIXTURES, ...LOG_FIXTURES].map(({ step }) => step.dialect));
    expect(ALL_DIALECTS.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });

  it('name no attribute twice for one field and the same kinds', () => {
    for (const { fields } of ALL_DIALECTS) {
      for (const places of Object.values(fields)) {
        const names = places.map((place) => JSON.stringify(place));
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });
});

function expectStep(steps: Step[], { step: expected }: DialectFixture): void {
  const [step] = steps;
  const compared = Object.keys(expected) as (keyof Step)[];
  expect(Object.fromEntries(compared.map((key) => [key, step?.[key]]))).toEqual(expected);
}
