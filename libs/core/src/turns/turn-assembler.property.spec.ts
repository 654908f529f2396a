import fc from 'fast-check';
import type { Step } from '@tacet/contracts';
import { EmptyRates, failPlausible, toolLoop } from '@tacet/core/detectors/rules';
import { TurnAssembler, type ClosedTurn, type TurnAssemblerOptions } from '.';
import { play, type Fault } from './testdata/replay-driver';
import { spanStep, traceId } from './testdata/steps';
import { stepsLog, T0_MS, type LogRecord } from './testdata/steps-log';

const rules = (): Partial<TurnAssemblerOptions> => ({
  rules: [toolLoop({ repeatsMin: 2 }), failPlausible()],
});

const fault: fc.Arbitrary<Fault> = fc.record({
  afterRecords: fc.nat(80),
  kind: fc.constantFrom('crash', 'seal', 'seal', 'seal-half-acked-then-crash', 'commit', 'commit'),
});
const faults = fc.array(fault, { minLength: 10, maxLength: 60, size: 'max' });

describe('replay from oldestLogOffset', () => {
  it('has exactly the effects of a run that never stopped', () => {
    let restarts = 0;
    let suppressed = 0;
    fc.assert(
      fc.property(stepsLog, faults, (log, schedule) => {
        const whole = play(log, rules, []);
        const broken = play(log, rules, schedule);
        restarts += broken.restarts;
        suppressed += broken.suppressed;
        expect([...broken.effects].sort()).toEqual([...whole.effects].sort());
      }),
      { numRuns: 400 },
    );
    expect(restarts).toBeGreaterThan(400);
    expect(suppressed).toBeGreaterThan(400);
  });

  it('would be caught losing or inventing turns if the commit ran ahead of open turns', () => {
    const check = fc.check(
      fc.property(stepsLog, faults, (log, schedule) => {
        const whole = play(log, rules, []);
        const broken = play(log, rules, schedule, { commitTooFar: true });
        expect([...broken.effects].sort()).toEqual([...whole.effects].sort());
      }),
      { numRuns: 400, endOnFailure: true },
    );
    expect(check.failed).toBe(true);
  });
});

describe('a turn does not depend on how its steps were delivered', () => {
  const step: fc.Arbitrary<Step> = fc
    .record({
      trace: fc.nat(3),
      span: fc.nat(1_000_000),
      kind: fc.constantFrom<Step['kind']>('agent', 'llm', 'tool', 'retrieval', 'error', 'other'),
      startMs: fc.nat(8_000),
      lengthMs: fc.nat(5_000),
      ok: fc.boolean(),
      parent: fc.boolean(),
      name: fc.nat(2),
      result: fc.option(fc.nat(1), { nil: undefined }),
      tokens: fc.option(fc.nat(100), { nil: undefined }),
      flag: fc.constantFrom('interrupt', 'clarification', 'resultEmpty', 'none', 'none', 'none'),
    })
    .map(({ trace, span, startMs, lengthMs, kind, ok, parent, name, result, tokens, flag }) =>
      spanStep({
        traceId: traceId(trace),
        spanId: span.toString(16).padStart(16, '0'),
        parentSpanId: parent ? 'e'.repeat(16) : undefined,
        kind,
        ok,
        startUs: (T0_MS + startMs) * 1_000,
        endUs: (T0_MS + startMs + lengthMs) * 1_000,
        agent: `agent${name}`,
        toolName: kind === 'tool' ? `tool${name}` : undefined,
        argsHash: kind === 'tool' ? 'args' : undefined,
        resultHash: result === undefined ? undefined : `result${result}`,
        model: kind === 'llm' ? `model${name}` : undefined,
        inputTokens: kind === 'llm' ? tokens : undefined,
        costNanoUsd: kind === 'llm' && name > 0 ? tokens : undefined,
        ...(flag !== 'none' && { [flag]: true }),
      }),
    );
  const steps = fc.uniqueArray(step, { minLength: 1, maxLength: 30, selector: ({ spanId }) => spanId });

  it('in any order within the grace', () => {
    fc.assert(
      fc.property(
        steps.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(closedOf(shuffled)).toEqual(closedOf(list));
        },
      ),
    );
  });

  it('with any repetition of its spans', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat(29), { maxLength: 10 }), (list, repeats) => {
        const repeated = list.concat(repeats.flatMap((i) => list[i] ?? []));
        expect(closedOf(repeated)).toEqual(closedOf(list));
      }),
    );
  });

  function closedOf(list: Step[]): unknown[] {
    const assembler = new TurnAssembler(rules());
    list.forEach((each, i) => assembler.fold(each, i, 0));
    return assembler.advance(T0_MS + 3_600_000, 1_000);
  }
});

describe('advance', () => {
  it('closes the same turns in the same order however the way to a watermark is cut', () => {
    fc.assert(
      fc.property(stepsLog, fc.array(fc.nat(20_000_000), { maxLength: 20 }), (log, cuts) => {
        expect(strippedOf(run(log, cuts))).toEqual(strippedOf(run(log, [])));
      }),
      { numRuns: 200 },
    );
  });

  it('never closes a turn at or under the watermark before', () => {
    fc.assert(
      fc.property(stepsLog, (log) => {
        const assembler = new TurnAssembler(rules());
        let beforeMs = -1;
        for (const record of log) {
          for (const step of record.steps) {
            for (const finding of assembler.fold(step, 0, 0)) expect(finding.atMs).toBeGreaterThan(beforeMs);
          }
          const closed = assembler.advance(record.watermarkMs, 0);
          for (const { turn } of closed) {
            expect(turn.closedAtMs).toBeGreaterThan(beforeMs);
            expect(turn.closedAtMs).toBeLessThanOrEqual(record.watermarkMs);
          }
          beforeMs = Math.max(beforeMs, record.watermarkMs);
        }
        expect(assembler.openTurns).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  /** Folds a log; before each record's watermark come those of `cuts` that lie on the way to it. */
  function run(log: LogRecord[], cuts: number[]): ClosedTurn[] {
    const assembler = new TurnAssembler(rules());
    assembler.advance(T0_MS - 600_000, 0);
    const closed: ClosedTurn[] = [];
    for (const [offset, record] of log.entries()) {
      record.steps.forEach((step, i) => assembler.fold(step, i, offset));
      const onTheWay = cuts.map((cut) => T0_MS - 600_000 + cut).filter((cut) => cut < record.watermarkMs);
      for (const cut of onTheWay.sort((a, b) => a - b)) closed.push(...assembler.advance(cut, offset));
      closed.push(...assembler.advance(record.watermarkMs, offset));
    }
    return closed;
  }

  function strippedOf(closed: ClosedTurn[]): unknown[] {
    return closed.map(({ turn, marks }) => ({ turn, marks }));
  }
});

describe('limits', () => {
  it('hold, and every step is folded or counted', () => {
    fc.assert(
      fc.property(stepsLog, fc.integer({ min: 1, max: 4 }), (log, openTurnsMax) => {
        const assembler = new TurnAssembler({ ...rules(), openTurnsMax });
        let [folded, sent] = [0, 0];
        for (const [offset, record] of log.entries()) {
          for (const step of record.steps) {
            assembler.fold(step, sent++, offset);
            expect(assembler.openTurns).toBeLessThanOrEqual(openTurnsMax);
          }
          for (const { turn } of assembler.advance(record.watermarkMs, sent)) folded += turn.steps;
        }
        const { lateSteps, duplicateSteps, outsideSteps, overflowSteps } = assembler.counters;
        expect(folded + lateSteps + duplicateSteps + outsideSteps + overflowSteps).toBe(sent);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the learned rate of empty results', () => {
  it('judges the same after a restart from a snapshot beside the seal', () => {
    const closings = fc.array(
      fc.record({ atS: fc.nat(1_200), calls: fc.integer({ min: 1, max: 9 }), empty: fc.nat(3) }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(closings, fc.nat(1_200), (unsorted, sealedAtS) => {
        const list = unsorted.slice().sort((a, b) => a.atS - b.atS);
        const sealedMs = Math.floor((T0_MS + sealedAtS * 1_000) / 60_000) * 60_000;
        const whole = new EmptyRates();
        const judged = list.map((closing) => judge(whole, closing));
        whole.settle(sealedMs);
        const restored = EmptyRates.restore(JSON.parse(JSON.stringify(whole.snapshot())));
        list.forEach((closing, i) => {
          const again = judge(restored, closing);
          if (T0_MS + closing.atS * 1_000 >= sealedMs) expect(again).toBe(judged[i]);
        });
        restored.settle(Number.MAX_SAFE_INTEGER);
        whole.settle(Number.MAX_SAFE_INTEGER);
        expect(restored.snapshot()).toEqual(whole.snapshot());
      }),
    );
  });

  function judge(
    rates: EmptyRates,
    { atS, calls, empty }: { atS: number; calls: number; empty: number },
  ): boolean {
    const atMs = T0_MS + atS * 1_000;
    const isNormal = rates.isNormal(atMs, 'shop', 'buyer', 'search');
    rates.observe(atMs, 'shop', 'buyer', 'search', { calls, empty: Math.min(calls, empty) });
    return isNormal;
  }
});
