import { decodeWindows, type Envelope, type WindowRow } from '@tacet/contracts';
import { partialRecords } from './partial-records';

const head: Omit<Envelope<never>, 'rows'> = {
  v: 1,
  stage: 'assemble',
  origin: 'steps/0',
  originPartitions: 2,
  upTo: 9,
  watermarkMs: 60_000,
  idle: false,
};

const rowOf = (agent: string, signal: 'turns' | 'tool-loop', windowStartMs = 0): WindowRow => ({
  series: {
    signal,
    tenant: 't',
    env: 'e',
    service: 's',
    agent,
    agentVersion: '',
    model: '',
    tool: '',
    stepKind: '',
  },
  windowStartMs,
  kind: 'on-time',
  bucketMs: 0,
  version: 1,
  n: 1,
  sum: 1,
  measures: [],
});

describe('partialRecords', () => {
  const rows = Array.from({ length: 40 }, (_, i) => rowOf(`agent${i}`, i % 2 ? 'turns' : 'tool-loop'));
  const records = partialRecords('partials', 4, head, rows);
  const envelopes = records.map(({ value }) => decodeWindows(value as string));

  it('tells every partition how far the origin is, also those that get no row', () => {
    const one = partialRecords('partials', 4, head, [rowOf('a', 'turns')]);
    expect(one.map(({ partition }) => partition)).toEqual([0, 1, 2, 3]);
    for (const { value } of one) expect(decodeWindows(value as string)).toMatchObject(head);
  });

  it('sends every row once', () => {
    expect(envelopes.flatMap((envelope) => envelope.rows)).toHaveLength(40);
    expect(new Set(envelopes.flatMap((e) => e.rows.map(({ series }) => series.agent))).size).toBe(40);
  });

  it('places all series of an agent together, in every window the same (I9)', () => {
    const placeOf = (row: WindowRow): number =>
      partialRecords('partials', 4, head, [row]).findIndex(
        ({ value }) => decodeWindows(value as string).rows.length,
      );
    for (const agent of ['a', 'b', 'c', 'd', 'e']) {
      expect(placeOf(rowOf(agent, 'tool-loop', 60_000))).toBe(placeOf(rowOf(agent, 'turns')));
    }
  });
});
