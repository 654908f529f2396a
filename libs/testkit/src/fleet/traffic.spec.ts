import { failsPlausibly, Fleet, identicalCallsMax, tokensOf, type TurnScript } from './index';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Thursday to Saturday, then two hours of live on Sunday. */
const START_MS = Date.UTC(2026, 9, 29);
const LIVE_MS = START_MS + 3 * DAY_MS;
const END_MS = LIVE_MS + 2 * HOUR_MS;

const fleet = new Fleet({ seed: 11, historyStartMs: START_MS, liveStartMs: LIVE_MS, endMs: END_MS });
const history = [...fleet.turns(START_MS, LIVE_MS)];
const live = [...fleet.turns(LIVE_MS, END_MS)];

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const share = (turns: TurnScript[], holds: (turn: TurnScript) => boolean): number =>
  turns.filter(holds).length / turns.length;
const of = (turns: TurnScript[], agent: string): TurnScript[] =>
  turns.filter((t) => t.profile.agent === agent);

describe('healthy traffic', () => {
  it('never makes more than three identical calls in a turn', () => {
    expect(Math.max(...history.map(identicalCallsMax))).toBeLessThanOrEqual(3);
  });

  it('fails plausibly in one to two turns of a hundred', () => {
    const rate = share(history, failsPlausibly);
    expect(rate).toBeGreaterThan(0.01);
    expect(rate).toBeLessThan(0.02);
  });

  it('has two to four failing tool calls of a hundred, most of them retried with success', () => {
    const calls = history.flatMap((t) => t.steps).filter((s) => s.type === 'tool');
    const failed = calls.filter((s) => s.outcome === 'failed').length / calls.length;
    expect(failed).toBeGreaterThan(0.02);
    expect(failed).toBeLessThan(0.045);
    const withFailure = history.filter((t) =>
      t.steps.some((s) => s.type === 'tool' && s.outcome === 'failed'),
    );
    expect(share(withFailure, (t) => t.ok && !failsPlausibly(t))).toBeGreaterThan(0.7);
  });

  it('follows the day and halves at the week-end', () => {
    const at = (fromMs: number, hours: number): number =>
      history.filter((t) => t.startUs >= fromMs * 1000 && t.startUs < (fromMs + hours * HOUR_MS) * 1000)
        .length;
    const saturdayToFriday = at(START_MS + 2 * DAY_MS, 24) / at(START_MS + DAY_MS, 24);
    expect(saturdayToFriday).toBeGreaterThan(0.42);
    expect(saturdayToFriday).toBeLessThan(0.58);
    expect(at(START_MS + 12 * HOUR_MS, 4)).toBeGreaterThan(1.2 * at(START_MS, 4));
  });

  it('clusters turns in sessions whose turns follow one another', () => {
    const sessions = new Map<string, TurnScript[]>();
    for (const turn of history) sessions.set(turn.sessionId, [...(sessions.get(turn.sessionId) ?? []), turn]);
    expect(history.length / sessions.size).toBeGreaterThan(2);
    for (const turns of sessions.values()) {
      expect(new Set(turns.map((t) => t.userId)).size).toBe(1);
      for (let i = 1; i < turns.length; i++) {
        expect((turns[i] as TurnScript).startUs).toBeGreaterThan((turns[i - 1] as TurnScript).endUs);
      }
    }
  });

  it('has turns of seconds to a minute with token counts spread like a log-normal', () => {
    const seconds = history.map((t) => (t.endUs - t.startUs) / 1e6).sort((a, b) => a - b);
    expect(seconds[Math.floor(seconds.length * 0.1)]).toBeGreaterThan(4);
    expect(seconds[Math.floor(seconds.length * 0.99)]).toBeLessThan(60);
    for (const { agent } of fleet.agents) {
      const logs = of(history, agent)
        .flatMap((t) => t.steps.slice(0, 1))
        .map((s) => Math.log(s.type === 'llm' ? s.inputTokens : 1));
      const sigma = Math.sqrt(mean(logs.map((v) => (v - mean(logs)) ** 2)));
      expect(sigma).toBeGreaterThan(0.4);
      expect(sigma).toBeLessThan(0.6);
    }
  });

  it('keeps a tool step between two model steps and inside its turn', () => {
    for (const turn of history.slice(0, 2000)) {
      turn.steps.forEach((step, i) => {
        const previousEndUs =
          i === 0 ? turn.startUs : (turn.steps[i - 1] as TurnScript['steps'][number]).endUs;
        expect(step.startUs).toBeGreaterThanOrEqual(previousEndUs);
        expect(step.endUs).toBeLessThanOrEqual(turn.endUs);
      });
    }
  });
});

describe('the default plan', () => {
  it('injects two loops, two plausible failures and a cost jump 20 to 30 minutes into live', () => {
    const kinds = fleet.injections.map((i) => i.kind).sort();
    expect(kinds).toEqual(['cost-per-turn', 'fail-plausible', 'fail-plausible', 'tool-loop', 'tool-loop']);
    for (const injection of fleet.injections) {
      expect(injection.atMs - LIVE_MS).toBeGreaterThanOrEqual(20 * 60_000);
      expect(injection.atMs - LIVE_MS).toBeLessThanOrEqual(30 * 60_000);
      expect(injection.untilMs).toBe(END_MS);
    }
  });

  it('touches only the turns of its agents inside its windows', () => {
    expect(history.some((t) => t.injected !== undefined)).toBe(false);
    for (const turn of live.filter((t) => t.injected !== undefined)) {
      const injection = fleet.injections.find((i) => i.agent === turn.profile.agent);
      expect(turn.injected).toBe(injection?.kind);
      expect(turn.startUs).toBeGreaterThanOrEqual((injection?.atMs ?? Infinity) * 1000);
    }
  });

  it('loops 8 to 20 times in at least a third of the turns', () => {
    for (const agent of ['data-analyst', 'incident-responder']) {
      const turns = injectedTurns(agent, 4);
      expect(share(turns, (t) => identicalCallsMax(t) >= 8)).toBeGreaterThan(0.3);
      expect(Math.max(...turns.map(identicalCallsMax))).toBeLessThanOrEqual(20);
    }
  });

  it('lets almost half of the turns fail plausibly', () => {
    for (const agent of ['order-desk', 'docs-search']) {
      const rate = share(injectedTurns(agent, 4), failsPlausibly);
      expect(rate).toBeGreaterThan(0.35);
      expect(rate).toBeLessThan(0.55);
    }
  });

  it('raises the tokens of a turn more than fourfold', () => {
    const before = mean(of(history, 'trip-planner').map(tokensOf));
    expect(mean(injectedTurns('trip-planner', 1).map(tokensOf))).toBeGreaterThan(4 * before);
  });

  it('has enough affected turns within live, even on a Sunday night', () => {
    for (const agent of ['order-desk', 'docs-search', 'trip-planner']) {
      expect(injectedTurns(agent, 1).length).toBeGreaterThan(30);
    }
    for (const agent of ['data-analyst', 'incident-responder']) {
      expect(injectedTurns(agent, 1).filter((t) => t.injected).length).toBeGreaterThan(2);
    }
  });
});

/** Turns in the agent's injection window, of a fleet with `scale` times the traffic. */
function injectedTurns(agent: string, scale: number): TurnScript[] {
  const options = {
    seed: 12,
    historyStartMs: START_MS,
    liveStartMs: LIVE_MS,
    endMs: END_MS,
    turnsScale: scale,
  };
  const atMs = fleet.injections.find((i) => i.agent === agent)?.atMs ?? END_MS;
  return of([...new Fleet(options).turns(atMs, END_MS)], agent);
}
