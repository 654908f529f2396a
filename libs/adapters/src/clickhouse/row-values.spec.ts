import { lineOf, rowOf, wellFormedJson } from './row-values';

describe('row values', () => {
  it('stand in the order of the columns, absence as null', () => {
    expect(lineOf({ b: 0, a: 'x' }, ['a', 'b', 'c'])).toBe('["x",0,null]');
  });

  it('stay as they are in a line, and can be read from it', () => {
    expect(lineOf('["x",0,null]', ['a', 'b', 'c'])).toBe('["x",0,null]');
    expect(rowOf('["x",0,null]', ['a', 'b', 'c'])).toEqual({ a: 'x', b: 0, c: null });
  });

  it('lose half a surrogate pair only', () => {
    const values = ['whole 🎼', 'half \ud83c', ['deep \udfbc'], 'text \\ud83c'];
    expect(JSON.parse(wellFormedJson(values))).toEqual([
      'whole 🎼',
      'half \ufffd',
      ['deep \ufffd'],
      'text \\ud83c',
    ]);
  });
});
