import type { Step } from '@tacet/contracts';
import { SIGNALS } from '@tacet/contracts';
import { TurnAssembler, type ClosedTurn } from '.';
import { logStep, spanStep, traceId } from './testdata/steps';

const T0 = 1_700_000_000_000;
const SECOND = 1_000;
const MINUTE = 60_000;

function fold(assembler: TurnAssembler, steps: Step[], logOffset = 0): void {
  steps.forEach((step, i) => assembler.fold(step, logOffset * 100 + i, logOffset));
}

function closeAll(assembler: TurnAssembler): ClosedTurn[] {
  return assembler.advance(T0 + 24 * 60 * MINUTE, 99_999);
}

function closeOne(steps: Step[]): ClosedTurn {
  const assembler = new TurnAssembler();
  assembler.advance(T0 - MINUTE, 0);
  fold(assembler, steps);
  const closed = closeAll(assembler);
  expect(closed).toHaveLength(1);
  return closed[0]!;
}

/** Span over [start, end] seconds after T0. */
const at = (start: number, end: number): Pick<Step, 'startUs' | 'endUs'> => ({
  startUs: (T0 + start * SECOND) * 1_000,
  endUs: (T0 + end * SECOND) * 1_000,
});
const root = (start: number, end: number, more: Partial<Step> = {}): Step =>
  spanStep({ kind: 'agent', spanId: 'root', ...at(start, end), ...more });
const child = (start: number, end: number, more: Partial<Step> = {}): Step =>
  spanStep({ kind: 'llm', parentSpanId: 'root', ...at(start, end), ...more });

describe('TurnAssembler: when a turn is over', () => {
  it('closes the close grace after the last activity once its root has ended', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [child(1, 4), root(0, 5)]);
    expect(assembler.advance(T0 + 20 * SECOND - 1, 1)).toEqual([]);
    const [closed] = assembler.advance(T0 + 20 * SECOND, 2);
    expect(closed!.turn).toMatchObject({
      closedAtMs: T0 + 20 * SECOND,
      startUs: T0 * 1_000,
      endUs: (T0 + 5 * SECOND) * 1_000,
      version: 2,
      outcome: 'finished',
      outcomeEvidence: 'root-ended',
    });
  });

  it('closes after the gap when no root came', () => {
    const { turn } = closeOne([child(0, 2), child(3, 5)]);
    expect(turn.closedAtMs).toBe(T0 + 5 * SECOND + 10 * MINUTE);
    expect(turn).toMatchObject({ outcome: 'abandoned', outcomeEvidence: 'gap' });
  });

  it('takes an agent span around everything for the end when its parent lives elsewhere', () => {
    const { turn } = closeOne([child(1, 4), root(0, 5, { parentSpanId: 'gateway' })]);
    expect(turn.closedAtMs).toBe(T0 + 5 * SECOND + 2 * MINUTE);
    expect(turn).toMatchObject({ outcome: 'finished', outcomeEvidence: 'agent-ended' });
  });

  it('does not take a nested agent for the end of the turn', () => {
    const { turn } = closeOne([child(0, 1), root(2, 9, { parentSpanId: 'lost', spanId: 'sub' })]);
    expect(turn.closedAtMs).toBe(T0 + 9 * SECOND + 10 * MINUTE);
  });

  it('waits for a later parentless span when a trace has several', () => {
    const { turn } = closeOne([root(0, 5), root(6, 30, { spanId: 'second' }), child(7, 8)]);
    expect(turn).toMatchObject({ closedAtMs: T0 + 45 * SECOND, version: 3 });
  });

  it('keeps seven roots whose parents are missing in one turn', () => {
    const steps = Array.from({ length: 7 }, (_, i) => child(i, i + 1, { parentSpanId: `lost${i}` }));
    expect(closeOne(steps).turn).toMatchObject({ steps: 7, outcome: 'abandoned' });
  });

  it('closes as abandoned at the age cap while activity goes on', () => {
    const assembler = new TurnAssembler({ ageCapMs: 30 * MINUTE });
    const closed: ClosedTurn[] = [];
    for (let minute = 0; minute <= 31; minute++) {
      fold(assembler, [child(minute * 60, minute * 60 + 1)], minute);
      closed.push(...assembler.advance(T0 + minute * MINUTE, minute));
    }
    expect(closed[0]!.turn).toMatchObject({
      outcome: 'abandoned',
      outcomeEvidence: 'age-cap',
      closedAtMs: T0 + 30 * MINUTE,
    });
  });

  it('does not let a clock in 2099 hold the commit for ever', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [spanStep({ kind: 'llm', startUs: 4e15, endUs: 4e15 + 1 })]);
    expect(assembler.advance(T0, 1)).toEqual([]);
    const [closed] = assembler.advance(T0 + 6 * 60 * MINUTE, 2);
    expect(closed!.turn.endUs).toBeLessThanOrEqual(closed!.turn.closedAtMs * 1_000);
    assembler.advance(T0 + 13 * 60 * MINUTE, 3);
    assembler.release(T0 + 13 * 60 * MINUTE);
    expect(assembler.oldestLogOffset()).toBeNull();
  });

  it('never closes a turn under a watermark that was there before its last step', () => {
    const assembler = new TurnAssembler();
    assembler.advance(T0 + 60 * MINUTE, 1);
    fold(assembler, [child(0, 4), root(0, 5)]);
    const [closed] = closeAll(assembler);
    expect(closed!.turn.closedAtMs).toBeGreaterThan(T0 + 60 * MINUTE);
  });

  it('closes in the order of time, then id', () => {
    const assembler = new TurnAssembler();
    const ends = [9, 3, 3, 3, 7];
    ends.forEach((end, i) => fold(assembler, [root(0, end, { traceId: traceId(i), spanId: `r${i}` })]));
    const order = closeAll(assembler).map(({ turn }) => [turn.closedAtMs, turn.id] as const);
    expect(order).toEqual(order.slice().sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)));
    expect(order).toHaveLength(5);
  });

  it('makes no turn of a trace in which no agent works', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [spanStep({ kind: 'other', ...at(0, 1) })]);
    expect(closeAll(assembler)).toEqual([]);
    expect(assembler.counters.notTurns).toBe(1);
  });
});

describe('TurnAssembler: what belongs to a turn', () => {
  it('drops a span that it has in the open turn already', () => {
    const assembler = new TurnAssembler();
    const llm = child(1, 4, { spanId: 'same', inputTokens: 10 });
    fold(assembler, [llm, { ...llm }, root(0, 5)]);
    expect(closeAll(assembler)[0]!.turn).toMatchObject({ steps: 2, inputTokens: 10 });
    expect(assembler.counters.duplicateSteps).toBe(1);
  });

  it('keeps log records that carry the id of the span they were written in', () => {
    const log = logStep({ traceId: traceId(0), spanId: 'root', kind: 'tool', ...at(1, 2) });
    expect(closeOne([log, { ...log }, root(0, 5)]).turn.steps).toBe(3);
  });

  it('counts a step of a closed turn as late and opens no ghost', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [root(0, 5)]);
    assembler.advance(T0 + MINUTE, 1);
    fold(assembler, [child(1, 6)]);
    expect(assembler.counters.lateSteps).toBe(1);
    expect(assembler.openTurns).toBe(0);
    expect(closeAll(assembler)).toEqual([]);
  });

  it('opens another turn when a trace goes on after it was over for longer than a gap', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [root(0, 5)]);
    assembler.advance(T0 + 12 * MINUTE, 1);
    fold(assembler, [child(12 * 60, 12 * 60 + 3)]);
    expect(assembler.openTurns).toBe(1);
  });

  it('takes the hint within its session before the trace', () => {
    const hint = { sessionId: 'session', turnHint: 'prompt-1' };
    const { turn } = closeOne([
      logStep({ ...hint, traceId: traceId(1), kind: 'prompt', ...at(0, 0) }),
      logStep({ ...hint, traceId: traceId(2), kind: 'llm', ...at(1, 2) }),
    ]);
    expect(turn).toMatchObject({ steps: 2, sessionId: 'session' });
  });

  it('starts a new turn at each prompt of a session without hint and trace, and closes the one before', () => {
    const assembler = new TurnAssembler();
    const session = { sessionId: 'session' };
    fold(assembler, [
      logStep({ ...session, kind: 'prompt', ...at(0, 0) }),
      logStep({ ...session, kind: 'llm', ...at(1, 4) }),
      logStep({ ...session, kind: 'prompt', ...at(60, 60) }),
      logStep({ ...session, kind: 'tool', ...at(61, 62) }),
    ]);
    const [first, second] = closeAll(assembler).map(({ turn }) => turn);
    expect(first).toMatchObject({ steps: 2, outcome: 'finished', closedAtMs: T0 + 19 * SECOND });
    expect(second).toMatchObject({ steps: 2, outcome: 'abandoned' });
    expect(first!.id).not.toBe(second!.id);
  });

  it('closes the turn before a prompt after the watermark at which the prompt came', () => {
    const assembler = new TurnAssembler();
    const session = { sessionId: 'session' };
    fold(assembler, [logStep({ ...session, kind: 'llm', ...at(1, 4) })]);
    assembler.advance(T0 + 2 * MINUTE, 1);
    fold(assembler, [logStep({ ...session, kind: 'prompt', ...at(130, 130) })]);
    const [first] = assembler.advance(T0 + 2 * MINUTE + 1, 2);
    expect(first!.turn.closedAtMs).toBe(T0 + 2 * MINUTE + 1);
  });

  it('leaves evaluations of a turn outside it', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [logStep({ kind: 'evaluation', traceId: traceId(0), ...at(0, 1) })]);
    expect(assembler.openTurns).toBe(0);
    expect(assembler.counters.outsideSteps).toBe(1);
  });
});

describe('TurnAssembler: how a turn ended', () => {
  it.each<[string, string, Step[]]>([
    ['failed', 'root-failed', [child(1, 4), root(0, 5, { ok: false })]],
    ['finished', 'root-ended', [child(1, 4, { ok: false }), root(0, 5)]],
    ['failed', 'last-step-failed', [child(0, 1), child(1, 4, { ok: false })]],
    ['interrupted', 'interrupt', [child(1, 4), root(0, 5, { ok: false, interrupt: true })]],
    ['finished', 'root-ended', [child(1, 2, { interrupt: true }), child(3, 4), root(0, 5)]],
    ['asked', 'clarification', [child(1, 4, { clarification: true }), root(0, 5)]],
    ['finished', 'root-ended', [child(1, 2, { kind: 'tool', clarification: true }), child(3, 4), root(0, 5)]],
    ['finished', 'answered', [child(1, 4, { finishReason: 'stop' })]],
    ['abandoned', 'gap', [child(1, 4, { finishReason: 'tool_calls' })]],
  ])('%s by %s', (outcome, outcomeEvidence, steps) => {
    expect(closeOne(steps).turn).toMatchObject({ outcome, outcomeEvidence });
  });
});

describe('TurnAssembler: what a turn says', () => {
  it('takes its names from the root agent and its model from the most tokens', () => {
    const { turn } = closeOne([
      child(1, 2, { agent: 'helper', model: 'small', inputTokens: 10, outputTokens: 1 }),
      child(2, 3, { agent: 'helper', model: 'large', inputTokens: 90, outputTokens: 9 }),
      child(2, 3, { agent: 'helper', model: 'small', inputTokens: 10, outputTokens: 1 }),
      root(0, 5, { agent: 'planner', agentVersion: '7' }),
    ]);
    expect(turn).toMatchObject({ agent: 'planner', agentVersion: '7', model: 'large', inputTokens: 110 });
  });

  it('takes the most frequent names when there is no agent step', () => {
    const tool = (start: number, agent: string): Step => child(start, start + 1, { kind: 'tool', agent });
    expect(closeOne([tool(0, 'a'), tool(1, 'b'), tool(2, 'b')]).turn.agent).toBe('b');
  });

  it('lists tools in the order of first use, whatever the order they came in', () => {
    const tool = (start: number, toolName: string): Step =>
      child(start, start + 1, { kind: 'tool', toolName });
    expect(closeOne([tool(5, 'book'), tool(1, 'search'), tool(3, 'book')]).turn.tools).toEqual([
      'search',
      'book',
    ]);
  });

  it('does not know the cost when one model step has tokens without a price', () => {
    const priced = child(1, 2, { inputTokens: 10, costNanoUsd: 500 });
    expect(closeOne([priced, root(0, 5)]).turn.costNanoUsd).toBe(500);
    expect(closeOne([priced, child(2, 3, { inputTokens: 10 }), root(0, 5)]).turn.costNanoUsd).toBeNull();
  });

  it('marks one turn in each series, in the window it closed in', () => {
    const { turn, marks } = closeOne([
      child(1, 4, { model: 'large', inputTokens: 10, costNanoUsd: 2_500 }),
      root(0, 5),
    ]);
    expect(marks.map(({ series, n, sum }) => [series.signal, series.model, n, sum])).toEqual([
      ['turns', 'large', 1, 5_000],
      ['turn-volume', '', 1, 1],
      ['fail-plausible', '', 1, 0],
      ['tool-loop', '', 1, 0],
      ['cost-per-turn', 'large', 1, 2_500],
    ]);
    for (const mark of marks) {
      expect(mark.atMs).toBe(turn.closedAtMs);
      expect(mark.measures).toHaveLength(SIGNALS[mark.series.signal].measures.length);
    }
    expect(marks[0]!.histogramValue).toBe(5_000);
    expect(marks[4]!.histogramValue).toBe(3);
  });

  it('marks no cost when the cost is not known', () => {
    const { marks } = closeOne([child(1, 4, { inputTokens: 10 }), root(0, 5)]);
    expect(marks.map(({ series }) => series.signal)).not.toContain('cost-per-turn');
    expect(marks[0]!.measures.at(-1)).toBe(1);
  });
});

describe('TurnAssembler: limits', () => {
  it('refuses turns over the limit, counts them, and never opens them halfway', () => {
    const assembler = new TurnAssembler({ openTurnsMax: 2 });
    for (let i = 0; i < 5; i++) fold(assembler, [child(0, 1, { traceId: traceId(i) })]);
    fold(assembler, [child(1, 2, { traceId: traceId(4) })]);
    expect(assembler.openTurns).toBe(2);
    expect(assembler.counters).toMatchObject({ overflowTurns: 3, overflowSteps: 4 });
    expect(closeAll(assembler)).toHaveLength(2);
  });

  it('refuses without remembering when too many turns are retained', () => {
    const assembler = new TurnAssembler({ openTurnsMax: 1, retainedTurnsMax: 1 });
    for (let i = 0; i < 4; i++) fold(assembler, [child(0, 1, { traceId: traceId(i) })]);
    expect(assembler.retainedTurns).toBe(1);
    expect(assembler.counters).toMatchObject({ overflowTurns: 1, overflowSteps: 3 });
  });

  it('folds no more than the steps it may, and counts the rest', () => {
    const assembler = new TurnAssembler({ stepsPerTurnMax: 3 });
    fold(
      assembler,
      Array.from({ length: 10 }, (_, i) => child(i, i + 1)),
    );
    expect(assembler.counters.overflowSteps).toBe(7);
    expect(closeAll(assembler)[0]!.turn.steps).toBe(3);
  });
});

describe('TurnAssembler: what holds the commit back', () => {
  it('is the first step of the oldest turn until its effects are durable for long enough', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [root(0, 5)], 3);
    fold(assembler, [child(0, 900, { traceId: traceId(1) })], 4);
    assembler.advance(T0 + 12 * MINUTE, 1);
    expect(assembler.oldestLogOffset()).toBe(3);
    assembler.release(T0 + 11 * MINUTE);
    expect(assembler.oldestLogOffset()).toBe(3);
    assembler.release(T0 + 11 * MINUTE + 5 * SECOND);
    expect(assembler.oldestLogOffset()).toBe(4);
  });

  it('waits for late steps of a closed turn too', () => {
    const assembler = new TurnAssembler();
    fold(assembler, [root(0, 5)], 3);
    assembler.advance(T0 + 5 * MINUTE, 1);
    fold(assembler, [child(1, 300)], 4);
    assembler.advance(T0 + 15 * MINUTE, 2);
    assembler.release(T0 + 15 * MINUTE);
    expect(assembler.oldestLogOffset()).toBe(3);
    assembler.advance(T0 + 16 * MINUTE, 3);
    assembler.release(T0 + 16 * MINUTE);
    expect(assembler.oldestLogOffset()).toBeNull();
  });

  it('lets nothing go that the watermark has not passed, however far the seal is', () => {
    const assembler = new TurnAssembler();
    assembler.release(T0 + 60 * MINUTE);
    fold(assembler, [root(0, 5)], 3);
    assembler.advance(T0 + MINUTE, 1);
    expect(assembler.oldestLogOffset()).toBe(3);
    fold(assembler, [child(1, 6)], 4);
    expect(assembler.openTurns).toBe(0);
  });
});
