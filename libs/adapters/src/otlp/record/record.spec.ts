import fc from 'fast-check';
import { attributeNamesOf } from '../mapping/compiled-dialect';
import { PatternMap } from '../dialects/pattern-map';
import { ALL_DIALECTS } from '../dialects/all-dialects';
import { AttributeTable } from './attribute-table';
import { StringInterner } from './string-interner';

describe('AttributeTable', () => {
  const table = new AttributeTable(attributeNamesOf(ALL_DIALECTS), 128);
  const match = (key: string) => {
    const bytes = Buffer.from(`..${key}.`);
    return table.match(bytes, 2, bytes.length - 1);
  };

  it('finds every name of every table by its bytes', () => {
    for (const name of table.names.filter((name) => !name.startsWith('@'))) {
      const key = name.replaceAll('.N.', '.12.');
      expect(table.names[match(key)]).toBe(name);
    }
  });

  it('folds list indexes and keeps the first', () => {
    const id = match('llm.output_messages.3.message.tool_calls.17.tool_call.function.arguments');
    expect(table.names[id]).toBe('llm.output_messages.N.message.tool_calls.N.tool_call.function.arguments');
    expect(table.listIndex).toBe(3);
  });

  it('finds nothing else', () => {
    const names = new Set(table.names.filter((name) => !name.startsWith('@') && !/\bN\b/.test(name)));
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (key) => names.has(key) || match(key) === -1));
    expect(match('llm.output_messages.N.message.content')).toBe(-1);
    expect(match('@name')).toBe(-1);
    expect(match('')).toBe(-1);
  });
});

describe('StringInterner', () => {
  const intern = (interner: StringInterner, text: string) => {
    const bytes = Buffer.from(`<${text}>`);
    return interner.intern(bytes, 1, bytes.length - 1);
  };

  it('gives back the text of any bytes, whatever it forgot, and counts what it dropped', () => {
    const interner = new StringInterner({ entriesMax: 8, seed: 7 });
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(words, (list) => {
        for (const word of list) expect(intern(interner, word)).toBe(word.replace(/[\0-\x1f\x7f]/g, ' '));
        expect(interner.size).toBeLessThanOrEqual(8);
      }),
    );
    expect(interner.evictions).toBeGreaterThan(0);
  });

  it('does not depend on its seed', () => {
    const texts = ['a', 'b', 'ab', 'ba', ''];
    for (const seed of [0, 1, 0x7ffffffe]) {
      const interner = new StringInterner({ entriesMax: 16, seed });
      expect(texts.map((text) => intern(interner, text))).toEqual(texts);
    }
  });
});

describe('PatternMap', () => {
  const map = new PatternMap({ chat: 1, 'chat *': 2, 'chat with *': 3, '*.doStream': 4, '*': 5 });

  it.each([
    ['chat', 1],
    ['chat gpt', 2],
    ['chat with me', 3],
    ['x.doStream', 4],
    ['y', 5],
  ])('%s', (word, value) => expect(map.get(word)).toBe(value));
});
