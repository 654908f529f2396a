import { tableView } from './table-view';

describe('an answer as the page reads it', () => {
  it('has times in ms, numbers as numbers, and everything else as text', () => {
    const columns = [
      { name: 'time', type: "DateTime('UTC')" },
      { name: 'since', type: "Nullable(DateTime64(3, 'UTC'))" },
      { name: 'share', type: 'Nullable(Float64)' },
      { name: 'who', type: 'LowCardinality(String)' },
      { name: 'traces', type: 'Array(String)' },
    ];
    const row = ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00.250Z', 0.5, 'buyer', ['a', 'b']];
    expect(tableView({ columns, rows: [row] })).toEqual({
      columns: [
        { name: 'time', kind: 'time' },
        { name: 'since', kind: 'time' },
        { name: 'share', kind: 'number' },
        { name: 'who', kind: 'string' },
        { name: 'traces', kind: 'string' },
      ],
      rows: [[1795176000000, 1795176000250, 0.5, 'buyer', '["a","b"]']],
    });
  });

  it('does not make a zero of what is not there or not finite', () => {
    const columns = [{ name: 'share', type: 'Nullable(Float64)' }];
    expect(tableView({ columns, rows: [[null], ['nan'], ['inf'], [0]] }).rows).toEqual([
      [null],
      [null],
      [null],
      [0],
    ]);
  });
});
