import fc from 'fast-check';
import { readSqlTokens } from './sql-tokens';

const texts = (sql: string) => [...readSqlTokens(sql)].map((token) => token.text);

describe('readSqlTokens', () => {
  it('leaves out white space and every kind of comment', () => {
    expect(texts('SELECT -- one\n 1 /* two */ # three\n, 2 #! four')).toEqual(['SELECT', '1', ',', '2']);
  });

  it('keeps a quoted text whole, whatever it holds', () => {
    expect(texts(`SELECT 'a;b -- \\' c', "x;y", \`z'\``)).toEqual([
      'SELECT',
      `'a;b -- \\' c'`,
      ',',
      '"x;y"',
      ',',
      "`z'`",
    ]);
  });

  it('keeps a heredoc whole', () => {
    expect(texts("SELECT $tag$ it's; $tag$, 1")).toEqual(['SELECT', "$tag$ it's; $tag$", ',', '1']);
  });

  it('ends on any input, with tokens in order and inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`aF1 '"\`$\\/*-#;(.\n`) }), (sql) => {
        let at = 0;
        for (const token of readSqlTokens(sql)) {
          expect(token.start).toBeGreaterThanOrEqual(at);
          expect(token.end).toBeGreaterThan(token.start);
          at = token.end;
        }
        expect(at).toBeLessThanOrEqual(sql.length);
      }),
    );
  });
});
