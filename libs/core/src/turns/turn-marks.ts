import type {
  Finding,
  Rule,
  Series,
  SeriesDimensions,
  Signal,
  Turn,
  TurnOutcome,
  WindowExample,
} from '@tacet/contracts';

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
  /** The turn itself, where an anomaly of the series should point at it. */
  example?: WindowExample;
}

/** Detectors count turns, so each closed turn is one witness in each of its series. */
export function marksOf(turn: Turn, findings: readonly Finding[] = []): TurnMark[] {
  const { tenant, env, service, agent, model, costNanoUsd } = turn;
  const ofAgent: SeriesDimensions = { ...NO_DIMENSIONS, tenant, env, service, agent };
  const ofModel: SeriesDimensions = { ...ofAgent, model };
  const mark = (signal: Signal, dimensions: SeriesDimensions, sum: number): TurnMark => {
    return { series: { signal, ...dimensions }, atMs: turn.closedAtMs, n: 1, sum, measures: [] };
  };
  const hitMark = (rule: Rule): TurnMark => {
    if (!turn.findings.includes(rule)) return mark(rule, ofAgent, 0);
    const spanId = findings.find((finding) => finding.rule === rule)?.spanIds[0] ?? '';
    return { ...mark(rule, ofAgent, 1), ...exampleOf(turn, spanId, 1) };
  };
  const durationMs = Math.max(0, Math.round((turn.endUs - turn.startUs) / 1_000));
  const marks: TurnMark[] = [
    { ...mark('turns', ofModel, durationMs), measures: turnMeasures(turn), histogramValue: durationMs },
    mark('turn-volume', ofAgent, 1),
    hitMark('fail-plausible'),
    hitMark('tool-loop'),
  ];
  if (costNanoUsd !== null && costNanoUsd > 0) {
    const histogramValue = Math.round(costNanoUsd / 1_000);
    marks.push({
      ...mark('cost-per-turn', ofModel, costNanoUsd),
      histogramValue,
      ...exampleOf(turn, '', costNanoUsd),
    });
  }
  return marks;
}

/** Turns made of log events may have no trace: there is nothing to point at. */
function exampleOf({ traceId }: Turn, spanId: string, weight: number): Pick<TurnMark, 'example'> {
  return traceId === '' ? {} : { example: [traceId, spanId, weight] };
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
