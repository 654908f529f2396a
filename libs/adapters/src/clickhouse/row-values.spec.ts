import { valuesOf, wellFormedJson } from './row-values';

describe('row values', () => {
  it('stand in the order of the columns, absence as null', () => {
    expect(valuesOf({ b: 0, a: 'x' }, ['a', 'b', 'c'])).toEqual(['x', 0, null]);
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
