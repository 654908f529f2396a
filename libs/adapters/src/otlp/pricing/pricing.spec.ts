import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePriceTable } from './price-table';
import { costOf } from './step-cost';

const table = parsePriceTable(`
prices:
  - { models: [big, 'big-*'], inputUsd: 2.5, outputUsd: 10, cacheReadUsd: 1.25, cacheWriteUsd: 3 }
  - { models: ['big-mini'], inputUsd: 0.0375, outputUsd: 0.15 }
`);

describe('price table', () => {
  it('prices plain, cached and written tokens apart', () => {
    const tokens = { inputTokens: 100, cacheReadTokens: 40, cacheWriteTokens: 10, outputTokens: 7 };
    expect(table.costNanoUsd('big', tokens)).toBe(50 * 2_500 + 40 * 1_250 + 10 * 3_000 + 7 * 10_000);
  });

  it('prefers an exact name to a pattern, and strips provider prefixes and case', () => {
    expect(table.costNanoUsd('Big-2026-01', { inputTokens: 1 })).toBe(2_500);
    expect(table.costNanoUsd('vendor/sub/BIG-mini', { inputTokens: 1_000 })).toBe(37_500);
  });

  it('rounds once, so that fractions of a nano-dollar add up', () => {
    expect(table.costNanoUsd('big-mini', { inputTokens: 3 })).toBe(Math.round(3 * 37.5));
  });

  it('knows no price for a model nobody named', () => {
    expect(table.costNanoUsd('small', { inputTokens: 1 })).toBeUndefined();
  });

  it.each([
    ['', 'list under `prices`'],
    ['prices: [{ inputUsd: 1, outputUsd: 1 }]', 'entry 1: `models`'],
    ['prices: [{ models: [a], inputUsd: -1, outputUsd: 1 }]', 'entry 1: inputUsd'],
    ['prices: [{ models: [a], inputUsd: 1 }]', 'entry 1: outputUsd'],
  ])('says what is wrong with %j', (yaml, message) => {
    expect(() => parsePriceTable(yaml)).toThrow(message);
  });
});

describe('cost of a call', () => {
  it.each([
    ['reported', 0.25, 'big', { inputTokens: 1 }, { costNanoUsd: 250_000_000, costSource: 'reported' }],
    ['reported zero with tokens', 0, 'big', { inputTokens: 2 }, { costNanoUsd: 5_000, costSource: 'priced' }],
    ['reported zero without tokens', 0, 'big', {}, { costNanoUsd: 0, costSource: 'reported' }],
    ['a negative report', -1, 'big', { inputTokens: 2 }, { costNanoUsd: 5_000, costSource: 'priced' }],
    ['no price', undefined, 'small', { inputTokens: 2 }, { costSource: 'unknown' }],
    ['no model', undefined, undefined, { outputTokens: 2 }, { costSource: 'unknown' }],
    ['nothing known', undefined, 'big', {}, {}],
  ] as const)('%s', (_what, usd, model, tokens, expected) => {
    expect(costOf(usd, model, tokens, table)).toEqual(expected);
  });
});

describe('config/prices.yaml', () => {
  const shipped = parsePriceTable(readFileSync(join(__dirname, '../../../../../config/prices.yaml'), 'utf8'));

  it.each([
    'o3-mini',
    'anthropic/claude-3-7-sonnet-latest',
    'gpt-4o',
    'gpt-4o-2024-08-06',
    'gpt-4o-mini-2024-07-18',
    'gpt-4.1-2025-04-14',
    'google/gemini-3-pro-preview',
    'gemini-2.0-flash',
    'claude-opus-4-5-20251101',
  ])('prices %s', (model) => {
    expect(shipped.costNanoUsd(model, { inputTokens: 1_000 })).toBeGreaterThan(0);
  });

  it('does not take a smaller model for its larger namesake', () => {
    const cost = (model: string) => shipped.costNanoUsd(model, { inputTokens: 1_000_000 });
    expect(cost('gpt-4o-mini')).toBeLessThan(cost('gpt-4o')!);
    expect(cost('gpt-4o-audio-preview')).toBeUndefined();
  });
});
