import { expandMacros } from './expand-macros';

const context = {
  fromMs: Date.parse('2026-11-20T12:00:00.500Z'),
  toMs: Date.parse('2026-11-21T13:00:00.250Z'),
  intervalMs: 90_000,
};
const expand = (sql: string): string => expandMacros(sql, context);

/** Expected texts are those of the plugin's own pkg/macros/macros_test.go, with our times. */
describe('macros of the ClickHouse data source', () => {
  it.each([
    ['$__fromTime', 'toDateTime(1795176000)'],
    ['$__toTime', 'toDateTime(1795266000)'],
    ['$__fromTime_ms', 'fromUnixTimestamp64Milli(1795176000500)'],
    ['$__toTime_ms', 'fromUnixTimestamp64Milli(1795266000250)'],
    ['$__timeFilter(t)', 't >= toDateTime(1795176000) AND t <= toDateTime(1795266000)'],
    [
      '$__timeFilter_ms(t)',
      't >= fromUnixTimestamp64Milli(1795176000500) AND t <= fromUnixTimestamp64Milli(1795266000250)',
    ],
    ['$__dateFilter(d)', "d >= toDate('2026-11-20') AND d <= toDate('2026-11-21')"],
    [
      '$__dt(d, t)',
      "(d >= toDate('2026-11-20') AND d <= toDate('2026-11-21')) AND (t >= toDateTime(1795176000) AND t <= toDateTime(1795266000))",
    ],
    ['$__timeInterval(t)', 'toStartOfInterval(toDateTime(t), INTERVAL 90 second)'],
    ['$__timeInterval_ms(t)', 'toStartOfInterval(toDateTime64(t, 3), INTERVAL 90000 millisecond)'],
    ['$__interval_s', '90'],
  ])('%s', (macro, expected) => {
    expect(expand(macro)).toBe(expected);
    expect(expand(`SELECT 1 FROM x WHERE (${macro}) AND f(y)`)).toBe(
      `SELECT 1 FROM x WHERE (${expected}) AND f(y)`,
    );
  });

  it('does not take a longer macro for a shorter one', () => {
    expect(expand('$__timeFilter_ms(a) OR $__timeFilter(b)')).toContain('a >= fromUnix');
  });

  it('never steps by less than a second, or a millisecond', () => {
    expect(expandMacros('$__interval_s', { ...context, intervalMs: 10 })).toBe('1');
    expect(expandMacros('$__timeInterval_ms(t)', { ...context, intervalMs: 0.2 })).toContain(
      'INTERVAL 1 milli',
    );
  });

  it('splits arguments at every comma, so that a call with two arguments is refused as the plugin refuses it', () => {
    expect(() => expand('$__timeFilter(coalesce(a, b))')).toThrow('expected 1 argument, received 2');
  });

  it('lets a macro without brackets swallow the SQL up to the next call, as the plugin does', () => {
    expect(expand('SELECT n / $__interval_s AS rate, sum(n) FROM x')).toBe('SELECT n / 90 FROM x');
    expect(expand('SELECT n / ($__interval_s) AS rate, sum(n) FROM x')).toBe(
      'SELECT n / (90) AS rate, sum(n) FROM x',
    );
  });

  it('refuses a macro that the data source does not know', () => {
    expect(() => expand('$__timeGroup(t, 1m)')).toThrow('no macro $__timeGroup');
  });
});
