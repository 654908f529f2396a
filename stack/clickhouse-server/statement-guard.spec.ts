import { guardStatement } from './statement-guard';

const refusal = (sql: string, readonly = false) => {
  try {
    guardStatement(sql, readonly);
    return undefined;
  } catch (error) {
    return (error as { code: number }).code;
  }
};

describe('guardStatement', () => {
  it('lets one statement pass, with or without a semicolon at its end', () => {
    expect(refusal('SELECT 1')).toBeUndefined();
    expect(refusal("SELECT ';' ; -- done")).toBeUndefined();
  });

  it('refuses a second statement', () => {
    expect(refusal('SELECT 1; DROP TABLE t')).toBe(62);
  });

  it('refuses files of this machine as target and source', () => {
    expect(refusal("SELECT 1 INTO OUTFILE '/tmp/x'")).toBe(344);
    expect(refusal("INSERT INTO t FROM /* */ infile '/etc/passwd' FORMAT CSV")).toBe(344);
  });

  it('keeps a reader, and only a reader, from table functions that reach outside', () => {
    expect(refusal("SELECT * FROM File ('/etc/passwd')", true)).toBe(164);
    expect(refusal("SELECT * FROM url('http://x')", true)).toBe(164);
    expect(refusal("SELECT 'file(' , file FROM numbers(3)", true)).toBeUndefined();
    expect(refusal("SELECT * FROM file('x')")).toBeUndefined();
  });
});
