import { parseInsertStatement } from './insert-statement';

function parse(sql: string) {
  const head = Buffer.from(sql).toString('latin1');
  const statement = parseInsertStatement(head);
  if (!statement) return undefined;
  const { dataOffset, ...rest } = statement;
  return { ...rest, rows: Buffer.from(head.slice(dataOffset), 'latin1').toString('utf8') };
}

describe('parseInsertStatement', () => {
  it('takes target, settings, format and rows apart', () => {
    expect(
      parse(`INSERT INTO db.t (a, b) SETTINGS x = 1, y = 'SETTINGS FORMAT' FORMAT JSONEachRow\n{"a":1}\n`),
    ).toEqual({
      target: 'INSERT INTO db.t (a, b)',
      settings: `SETTINGS x = 1, y = 'SETTINGS FORMAT'`,
      format: 'JSONEachRow',
      rows: '{"a":1}\n',
    });
  });

  it('gives only one line break after the format to the statement', () => {
    expect(parse('INSERT INTO t FORMAT CSV \r\n\n1,2')?.rows).toBe('\n1,2');
    expect(parse('INSERT INTO t FORMAT TSV 1\t2')?.rows).toBe('1\t2');
  });

  it('reads VALUES as the Values format', () => {
    expect(parse("insert into t values (1, 'FORMAT x')")).toEqual({
      target: 'insert into t',
      settings: '',
      format: 'Values',
      rows: " (1, 'FORMAT x')",
    });
  });

  it('is not misled by names that are keywords', () => {
    expect(parse('INSERT INTO settings (format, `values`) FORMAT CSV\n1,2')?.target).toBe(
      'INSERT INTO settings (format, `values`)',
    );
    expect(parse('INSERT INTO TABLE db.format FORMAT CSV\n1')?.target).toBe('INSERT INTO TABLE db.format');
    expect(parse("INSERT INTO FUNCTION null('a Int8') VALUES (1)")?.target).toBe(
      "INSERT INTO FUNCTION null('a Int8')",
    );
  });

  it('keeps names and rows that are not ASCII byte for byte', () => {
    expect(parse('INSERT INTO `таблица` FORMAT CSV\n"Ünï"')).toMatchObject({
      target: 'INSERT INTO `таблица`',
      rows: '"Ünï"',
    });
  });

  it.each([
    'SELECT 1 FORMAT CSV',
    'INSERT INTO t SELECT 1',
    'INSERT INTO t WITH x AS (SELECT 1) SELECT 1',
    "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
    '',
    'INSERT INTO t',
  ])('finds no rows in: %s', (sql) => expect(parse(sql)).toBeUndefined());
});
