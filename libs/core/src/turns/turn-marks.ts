import type { Series, SeriesDimensions, Signal, Turn, TurnOutcome } from '@tacet/contracts';

/** One turn's contribution to one series, in the window of `atMs`. */
export interface TurnMark {
  series: Series;
  /** The turn's `closedAtMs`. */
  atMs: number;
  n: number;
  sum: number;
  /** In the order of the signal's `measures`. */
  measures: number[];
  /** Value for the signal's histogram, in the unit that the signal names. */
  histogramValue?: number;
}

/** Detectors count turns, so each closed turn is one witness in each of its series. */
export function marksOf(turn: Turn): TurnMark[] {
  const { tenant, env, service, agent, model, costNanoUsd } = turn;
  const ofAgent: SeriesDimensions = { ...NO_DIMENSIONS, tenant, env, service, agent };
  const ofModel: SeriesDimensions = { ...ofAgent, model };
  const mark = (signal: Signal, dimensions: SeriesDimensions, sum: number): TurnMark => {
    return { series: { signal, ...dimensions }, atMs: turn.closedAtMs, n: 1, sum, measures: [] };
  };
  const durationMs = Math.max(0, Math.round((turn.endUs - turn.startUs) / 1_000));
  const marks: TurnMark[] = [
    { ...mark('turns', ofModel, durationMs), measures: turnMeasures(turn), histogramValue: durationMs },
    mark('turn-volume', ofAgent, 1),
    mark('fail-plausible', ofAgent, turn.findings.includes('fail-plausible') ? 1 : 0),
    mark('tool-loop', ofAgent, turn.findings.includes('tool-loop') ? 1 : 0),
  ];
  if (costNanoUsd !== null && costNanoUsd > 0) {
    const histogramValue = Math.round(costNanoUsd / 1_000);
    marks.push({ ...mark('cost-per-turn', ofModel, costNanoUsd), histogramValue });
  }
  return marks;
}

const NO_DIMENSIONS: SeriesDimensions = {
  tenant: '',
  env: '',
  service: '',
  agent: '',
  agentVersion: '',
  model: '',
  tool: '',
  stepKind: '',
};

/** In the order of SIGNALS.turns.measures. A turn of unknown cost adds nothing to the cost and one to unpricedTurns. */
function turnMeasures(turn: Turn): number[] {
  const is = (outcome: TurnOutcome): number => (turn.outcome === outcome ? 1 : 0);
  return [
    is('finished'),
    is('asked'),
    is('interrupted'),
    is('failed'),
    is('abandoned'),
    turn.steps,
    turn.inputTokens,
    turn.outputTokens,
    turn.costNanoUsd ?? 0,
    turn.costNanoUsd === null ? 1 : 0,
  ];
}
