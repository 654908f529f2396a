import type { Finding, Step } from '@tacet/contracts';
import { toolLoop, type ToolLoopParameters } from './tool-loop';
import { stepAt } from '../testdata/steps';

/** One call per second, with what the model spent on asking for it before. */
function run(steps: Step[], parameters?: Partial<ToolLoopParameters>): Finding[] {
  const observer = toolLoop(parameters).watch();
  return steps.flatMap((step, i) => {
    return observer.onStep(step, {
      turnId: 'turn',
      version: i + 1,
      position: i,
      atMs: step.endUs / 1e3,
      sessionId: 's',
    });
  });
}

const call = (second: number, more: Partial<Step> = {}): Step =>
  stepAt(second, { kind: 'tool', toolName: 'search_flights', argsHash: 'a1', ...more });
const ask = (second: number, more: Partial<Step> = {}): Step =>
  stepAt(second, { kind: 'llm', model: 'm', inputTokens: 90, outputTokens: 10, costNanoUsd: 1_000, ...more });
const times = <T>(count: number, step: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => step(i));

describe('tool-loop', () => {
  it('golden: names the loop at the fifth call, once, with what it wasted', () => {
    const steps = times(8, (i) => i).flatMap((i) => [
      ask(2 * i),
      call(2 * i + 1, { resultHash: 'none found' }),
    ]);
    const findings = run(steps);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'tool-loop',
      opensAnomaly: true,
      tool: 'search_flights',
      model: 'm',
      version: 10,
      message: 'search_flights was called 5 times with the same arguments in one turn.',
      evidence: { repeats: 5, withoutNews: 5, wastedTokens: 400, wastedNanoUsd: 4_000 },
    });
    expect(findings[0]!.spanIds).toEqual(
      steps
        .filter(({ kind }) => kind === 'tool')
        .slice(0, 5)
        .map((s) => s.spanId),
    );
  });

  it('sees a loop with other calls in between', () => {
    const steps = times(5, (i) => i).flatMap((i) => [
      call(3 * i),
      call(3 * i + 1, { argsHash: `other${i}` }),
    ]);
    expect(run(steps)).toHaveLength(1);
  });

  it('tells two loops of one turn apart', () => {
    const steps = times(5, (i) => i).flatMap((i) => [call(2 * i), call(2 * i + 1, { argsHash: 'a2' })]);
    expect(new Set(run(steps).map(({ id }) => id)).size).toBe(2);
  });

  it('puts the earliest span first, whatever came first', () => {
    const steps = times(5, (i) => call(i)).reverse();
    expect(run(steps)[0]!.spanIds[0]).toBe(steps[4]!.spanId);
  });

  it('does not know what was wasted when a wasted request had no price', () => {
    const steps = times(5, (i) => i).flatMap((i) => [
      ask(2 * i, { costNanoUsd: undefined }),
      call(2 * i + 1),
    ]);
    expect(run(steps)[0]!.evidence).toEqual({ repeats: 5, withoutNews: 5, wastedTokens: 400 });
  });

  it('charges one request for parallel calls once', () => {
    const steps = [ask(0), ...times(5, (i) => call(i + 1))];
    expect(run(steps)[0]!.evidence.wastedTokens).toBe(100);
  });

  describe('is silent', () => {
    it('below the threshold', () => expect(run(times(4, (i) => call(i)))).toEqual([]));

    it('on calls without arguments', () => {
      expect(run(times(30, (i) => call(i, { argsHash: undefined })))).toEqual([]);
    });

    it('on calls with other arguments', () => {
      expect(run(times(30, (i) => call(i, { argsHash: `page${i}` })))).toEqual([]);
    });

    it('on the same test command whose result changes with every edit', () => {
      expect(run(times(12, (i) => call(i, { resultHash: `result${i}` })))).toEqual([]);
    });

    it('on tools that are meant to be called again', () => {
      expect(
        run(
          times(30, (i) => call(i)),
          { ignoredTools: ['search_flights'] },
        ),
      ).toEqual([]);
    });

    it('on three calls that client and server both record', () => {
      const steps = times(3, (i) => i).flatMap((i) => [
        call(i, { spanId: `server${i}`, parentSpanId: `client${i}` }),
        call(i, { spanId: `client${i}`, parentSpanId: 'root' }),
      ]);
      expect(run(steps)).toEqual([]);
    });

    it('on three calls that two instrumentations record', () => {
      expect(run(times(6, (i) => call(i, { toolCallId: `call${i % 3}` })))).toEqual([]);
    });
  });

  it('fires on changing results too when there is no end to it', () => {
    const [finding] = run(times(25, (i) => call(i, { resultHash: `result${i}` })));
    expect(finding!.evidence.repeats).toBe(20);
  });

  it('watches a bounded number of calls', () => {
    const many = times(200, (i) => call(i, { argsHash: `once${i}` }));
    expect(run([...many, ...times(9, (i) => call(300 + i))])).toEqual([]);
  });
});
