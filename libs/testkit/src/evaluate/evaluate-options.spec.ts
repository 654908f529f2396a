import { parseEvaluateOptions } from './evaluate-options';

describe('parseEvaluateOptions', () => {
  it('has a size for each suite', () => {
    expect(parseEvaluateOptions(['operating-characteristics'])).toMatchObject({
      keys: 100,
      weeks: 4,
      runs: 40,
      seed: 1,
    });
    expect(parseEvaluateOptions(['tenant', '--json'])).toMatchObject({ keys: 200, json: true });
    expect(parseEvaluateOptions(['nab', '--data', '/x'])).toMatchObject({ dataDir: '/x' });
  });

  it.each([
    [[], /say one suite/],
    [['everything'], /say one suite/],
    [['tenant', '--keys', '1001'], /--keys is a whole number from 1 to 1000/],
    [['tenant', '--weeks', '0'], /--weeks/],
    [['tenant', '--seed', '1.5'], /--seed/],
  ])('refuses %j and says what is wrong', (args, message) => {
    expect(() => parseEvaluateOptions(args)).toThrow(message);
  });
});
