import type { Finding, Step, Turn } from '@tacet/contracts';
import { EmptyRates } from './empty-rates';
import { failPlausible, type FailPlausibleParameters } from './fail-plausible';
import { finishedTurn, stepAt } from '../testdata/steps';

function run(
  steps: Step[],
  turn: Partial<Turn> = {},
  parameters?: Partial<FailPlausibleParameters>,
): readonly Finding[] {
  const observer = failPlausible(parameters).watch();
  steps.forEach((step, i) => {
    observer.onStep(step, { turnId: 'turn', version: i + 1, position: i, atMs: 0, sessionId: '' });
  });
  return observer.onClose(finishedTurn(turn), { position: 77 });
}

const tool = (second: number, more: Partial<Step> = {}): Step =>
  stepAt(second, { kind: 'tool', toolName: 'get_price', ...more });
const failed = (second: number, more: Partial<Step> = {}): Step => tool(second, { ok: false, ...more });
const empty = (second: number, more: Partial<Step> = {}): Step =>
  tool(second, { resultEmpty: true, ...more });
const answer = (second: number): Step => stepAt(second, { kind: 'llm', model: 'm' });

describe('fail-plausible', () => {
  it('golden: a price that could not be had, and an answer all the same', () => {
    const failure = tool(1, { resultError: true });
    const findings = run([answer(0), failure, failed(3), answer(5)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'fail-plausible',
      opensAnomaly: false,
      tool: 'get_price',
      agent: 'travel-agent',
      position: 77,
      version: 9,
      atMs: 75_000,
      evidence: { tools: 1, failures: 2, errors: 1, resultErrors: 1, empty: 0 },
      message: 'get_price returned an error and never succeeded, yet the turn ended OK with an answer.',
    });
    expect(findings[0]!.spanIds[0]).toBe(failure.spanId);
  });

  it.each<[string, Step]>([
    ['a failed tool', failed(1)],
    ['an error inside an OK span', tool(1, { resultError: true })],
    ['an empty result', empty(1)],
    [
      'a retrieval without documents',
      stepAt(1, { kind: 'retrieval', name: 'retrieval kb', retrievedDocs: 0 }),
    ],
  ])('finds %s', (_what, step) => {
    expect(run([step, answer(3)])).toHaveLength(1);
  });

  it('finds a failed last action of a turn that ended OK', () => {
    expect(run([answer(0), failed(1)])).toHaveLength(1);
  });

  it('asks for an answer after the failure where the answer is the only sign of an end', () => {
    expect(run([answer(0), failed(1)], { outcomeEvidence: 'answered' })).toEqual([]);
    expect(run([failed(1), answer(3)], { outcomeEvidence: 'answered' })).toHaveLength(1);
  });

  it('names the earliest failure of several tools first', () => {
    const [finding] = run([failed(5), failed(2, { toolName: 'get_hotel' }), answer(9)]);
    expect(finding).toMatchObject({ tool: 'get_hotel', evidence: { tools: 2, failures: 2 } });
  });

  it('keeps ten spans of a long row of failures', () => {
    const [finding] = run(Array.from({ length: 40 }, (_, i) => failed(i)));
    expect(finding!.spanIds).toHaveLength(10);
  });

  describe('is silent', () => {
    it('when a retry succeeds', () => expect(run([failed(1), tool(3), answer(5)])).toEqual([]));

    it('when the retry that succeeded arrives before the failure', () => {
      expect(run([tool(3), failed(1), answer(5)])).toEqual([]);
    });

    it.each<Turn['outcome']>(['failed', 'abandoned', 'interrupted', 'asked'])(
      'when the turn was %s',
      (outcome) => {
        expect(run([failed(1), answer(3)], { outcome })).toEqual([]);
      },
    );

    it('when a human turned the call down', () => {
      expect(run([failed(1, { decision: 'reject' }), answer(3)])).toEqual([]);
      expect(run([failed(1, { interrupt: true }), answer(3)])).toEqual([]);
    });

    it('on an empty result of a tool whose empty result is normal', () => {
      const emptyRates = new EmptyRates();
      emptyRates.observe(0, 'travel', 'travel-agent', 'get_price', { calls: 20, empty: 4 });
      expect(run([empty(1), answer(3)], {}, { emptyRates })).toEqual([]);
      expect(run([failed(1), empty(2), answer(3)], {}, { emptyRates })).toEqual([]);
    });
  });

  it.each([
    ['rarely comes back empty', { calls: 100, empty: 19 }],
    ['is hardly known', { calls: 19, empty: 19 }],
  ])('finds the empty result of a tool that %s', (_what, seen) => {
    const emptyRates = new EmptyRates();
    emptyRates.observe(0, 'travel', 'travel-agent', 'get_price', seen);
    expect(run([empty(1), answer(3)], {}, { emptyRates })).toHaveLength(1);
  });

  it('finds the failure of a tool whose empty result is normal', () => {
    const emptyRates = new EmptyRates();
    emptyRates.observe(0, 'travel', 'travel-agent', 'get_price', { calls: 20, empty: 10 });
    expect(run([empty(1), failed(2), answer(3)], {}, { emptyRates })).toHaveLength(1);
  });

  it('learns from every closed turn, for the minutes after', () => {
    const emptyRates = new EmptyRates();
    for (let i = 0; i < 20; i++) run([empty(1), answer(3)], { closedAtMs: 75_000 }, { emptyRates });
    expect(emptyRates.isNormal(119_999, 'travel', 'travel-agent', 'get_price')).toBe(false);
    expect(emptyRates.isNormal(120_000, 'travel', 'travel-agent', 'get_price')).toBe(true);
  });
});
