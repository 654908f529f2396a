import { decodeWindows, encodeWindows } from './windows-record';
import type { WindowRow } from './series';

const series = {
  signal: 'spans' as const,
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  agentVersion: '',
  model: 'm',
  tool: '',
  stepKind: 'llm',
};
const rows: WindowRow[] = [
  { series, windowStartMs: 60_000, kind: 'on-time', bucketMs: 0, version: 2, n: 2, sum: 9, measures: [1, 2] },
  {
    series: { ...series },
    windowStartMs: 0,
    kind: 'late',
    bucketMs: 120_000,
    version: 1,
    n: 1,
    sum: 4,
    measures: [],
    histogram: [3, 1],
    examples: [['a'.repeat(32), '', 4]],
  },
];
const head = {
  v: 1 as const,
  stage: 'admit' as const,
  origin: 'otlp_spans/0',
  originPartitions: 2,
  upTo: 5,
  watermarkMs: 7,
  idle: false,
};

describe('windows record', () => {
  it('returns the rows it was given', () => {
    expect(decodeWindows(encodeWindows(head, rows))).toEqual({ ...head, rows });
  });

  it('writes a repeated series once', () => {
    expect(encodeWindows(head, rows).split('"acme"')).toHaveLength(2);
  });

  it('refuses what is not a windows record', () => {
    expect(() => decodeWindows('{"v":1}')).toThrow('not a windows record');
  });
});
