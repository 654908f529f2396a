import { interpolateVariables } from './interpolate-variables';

const SQL = 'WHERE $__conditionalAll(agent IN (${agent:singlequote}), $agent) AND f(x)';

describe('variables in a query', () => {
  it('drop their condition when they stand on All', () => {
    expect(interpolateVariables(SQL, { agent: '$__all' })).toBe('WHERE 1=1 AND f(x)');
  });

  it('become a quoted list, a quote in a value escaped', () => {
    expect(interpolateVariables(SQL, { agent: ['a', "o'hara"] })).toBe(
      String.raw`WHERE agent IN ('a','o\'hara') AND f(x)`,
    );
  });

  it('apply each on its own', () => {
    const both = `${SQL} AND $__conditionalAll(env IN (\${env:singlequote}), $env)`;
    expect(interpolateVariables(both, { agent: '$__all', env: ['prod'] })).toBe(
      "WHERE 1=1 AND f(x) AND env IN ('prod')",
    );
  });

  it('are refused when the board lacks them, or when they would reach SQL unquoted', () => {
    expect(() => interpolateVariables(SQL, {})).toThrow('a variable that the board lacks: agent');
    expect(() => interpolateVariables('${agent}', { agent: ['a'] })).toThrow('unquoted');
    expect(() => interpolateVariables('${agent:singlequote}', { agent: '$__all' })).toThrow('wrap it');
  });
});
