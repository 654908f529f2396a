import fc from 'fast-check';
import { bindVariables } from './bind-variables';
import { expandMacros } from './expand-macros';

const SQL = 'WHERE $__timeFilter(t) AND $__conditionalAll(agent IN (${agent:singlequote}), $agent) AND f(x)';
const CONTEXT = { fromMs: 0, toMs: 60_000, intervalMs: 60_000 };

describe('variables as bound parameters', () => {
  it('name each value once, and the statement none of them', () => {
    expect(bindVariables(SQL, { agent: ['a', "o'hara"] })).toEqual({
      sql: 'WHERE $__timeFilter(t) AND agent IN ({agent_0:String},{agent_1:String}) AND f(x)',
      params: { agent_0: 'a', agent_1: "o'hara" },
    });
  });

  it('drop their condition when they stand on All', () => {
    expect(bindVariables(SQL, { agent: '$__all' })).toEqual({
      sql: 'WHERE $__timeFilter(t) AND 1=1 AND f(x)',
      params: {},
    });
  });

  it.each([
    [String.raw`\' OR 1=1 --`],
    ["') UNION ALL SELECT 1 --"],
    ['$__dateFilter(1)'],
    ['${tenant:singlequote}'],
    ['$__conditionalAll(1, $agent)'],
    ['{agent_1:String}'],
    ['$&$1$$'],
  ])('keep %s out of the statement', (value) => {
    const { sql, params } = bindVariables(SQL, { agent: [value] });
    expect(expandMacros(sql, CONTEXT)).toBe(
      'WHERE t >= toDateTime(0) AND t <= toDateTime(60) AND agent IN ({agent_0:String}) AND f(x)',
    );
    expect(params).toEqual({ agent_0: value });
  });

  it('make the same statement of any values, as many as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }), (agent) => {
        const { sql, params } = bindVariables(SQL, { agent });
        expect(sql).toBe(bindVariables(SQL, { agent: agent.map(() => 'x') }).sql);
        expect(Object.values(params)).toEqual(agent);
      }),
    );
  });
});
