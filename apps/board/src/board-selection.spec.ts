import { BadRequestException } from '@nestjs/common';
import { readSelection } from './board-selection';

const RANGE = { from: '1795176000000', to: '1795179600000' };
const NAMES = ['tenant', 'agent'];
const read = (query: Record<string, string | string[]>): unknown => readSelection(query, NAMES);

describe('what a browser may choose', () => {
  it('is a time range, and All of what it does not name', () => {
    expect(read(RANGE)).toEqual({
      fromMs: 1795176000000,
      toMs: 1795179600000,
      values: { tenant: '$__all', agent: '$__all' },
    });
  });

  it('is one value or several of a variable, taken as they are', () => {
    expect(read({ ...RANGE, 'var-tenant': "o'hara", 'var-agent': ['a', "') OR 1=1 --"] })).toMatchObject({
      values: { tenant: ["o'hara"], agent: ['a', "') OR 1=1 --"] },
    });
  });

  it('is All when All is among several values', () => {
    expect(read({ ...RANGE, 'var-agent': ['a', '$__all'] })).toMatchObject({ values: { agent: '$__all' } });
  });

  it.each([
    ['no range', {}],
    ['half a range', { from: RANGE.from }],
    ['a range that ends before it starts', { from: RANGE.to, to: RANGE.from }],
    ['an empty range', { from: RANGE.to, to: RANGE.to }],
    ['words for a time', { from: 'now-1h', to: 'now' }],
    ['SQL for a time', { ...RANGE, from: '0) OR 1=1 --' }],
    ['a fraction', { ...RANGE, from: '1e3' }],
    ['two starts', { ...RANGE, from: [RANGE.from, RANGE.from] }],
    ['a time beyond dates', { from: '1', to: '999999999999999' }],
    ['more than 400 days', { from: '1', to: RANGE.to }],
    ['a variable that the board lacks', { ...RANGE, 'var-model': 'x' }],
    ['a name of an object', { ...RANGE, 'var-__proto__': 'x' }],
    ['a value that is too long', { ...RANGE, 'var-agent': 'x'.repeat(513) }],
    ['too many values', { ...RANGE, 'var-agent': Array.from({ length: 101 }, String) }],
  ])('is refused with %s', (_, query) => {
    expect(() => read(query as Record<string, string>)).toThrow(BadRequestException);
  });
});
