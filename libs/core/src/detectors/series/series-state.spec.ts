import { type WindowExample } from '@tacet/contracts';
import { type AnomalyTransition } from '../../anomalies';
import { seeded } from '../../statistics/testdata/traffic';
import { SERIES_DETECTORS, seriesDetectorsOf } from './series-detectors';
import { type SeriesDetectorDefinition } from './series-detector-definition';
import { SeriesState } from './series-state';
import { BUDGET, DAY, MINUTE_MS, MONDAY_MS, rowOf, seriesOf, turnsWithHits } from './testdata/play-series';

const [definition] = seriesDetectorsOf('fail-plausible') as [SeriesDetectorDefinition];
const START = 10 * DAY;

/** Twelve days of rows, with an incident from day ten on; a third of the minutes is silent. */
function rows(): (ReturnType<typeof rowOf> | null)[] {
  const random = seeded(21);
  return Array.from({ length: 12 * DAY }, (_, minute) => {
    const inIncident = minute >= START && minute < START + DAY;
    const turns = turnsWithHits(random, 1.1, inIncident ? 0.3 : 0.05);
    return turns && rowOf('fail-plausible', minute, turns);
  });
}

const traceId = (n: number): string => String(n).padStart(32, '0');
const spanId = (n: number): string => String(n).padStart(16, '0');
const fresh = (): SeriesState => new SeriesState(definition, seriesOf('fail-plausible'));
const revived = (state: SeriesState): SeriesState =>
  SeriesState.restore(definition, state.series, JSON.parse(JSON.stringify(state.snapshot())));

describe('SeriesState', () => {
  const input = rows();

  function play(
    state: SeriesState,
    each: (state: SeriesState, minute: number) => SeriesState = (s) => s,
    played = input,
  ) {
    const told: AnomalyTransition[] = [];
    played.forEach((row, minute) => {
      if (row) told.push(...state.applyWindow(row, row.windowStartMs, BUDGET));
      state = each(state, minute);
    });
    return { told, state };
  }
  const once = play(fresh());

  it('opens, updates and resolves one incident', () => {
    const types = once.told.map(({ type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['opened', 'resolved']);
    expect(types.slice(1, -1).every((type) => type === 'updated')).toBe(true);
    expect(once.told.length).toBeLessThan(12);
  });

  it('applies a window once: repeats and earlier windows change nothing', () => {
    const replayed = play(fresh(), (state, minute) => {
      for (const back of [0, 1, 7]) {
        const again = input[minute - back];
        if (again) expect(state.applyWindow(again, again.windowStartMs, BUDGET)).toEqual([]);
      }
      return state;
    });
    expect(replayed.told).toEqual(once.told);
    expect(replayed.state.snapshot()).toEqual(once.state.snapshot());
  });

  it('goes on from a snapshot at any minute as if it had not stopped', () => {
    const stopped = play(fresh(), (state, minute) => (minute % 577 === 0 ? revived(state) : state));
    expect(stopped.told).toEqual(once.told);
    expect(stopped.state.snapshot()).toEqual(once.state.snapshot());
  });

  it('says the same whether silent windows are given or left out', () => {
    const told: AnomalyTransition[] = [];
    const state = fresh();
    let started = false;
    input.forEach((row, minute) => {
      started ||= row !== null;
      if (started) told.push(...state.applyWindow(row, MONDAY_MS + minute * MINUTE_MS, BUDGET));
    });
    expect(told).toEqual(once.told);
  });

  it('fits into four kilobytes of JSON, for every detector', () => {
    for (const each of SERIES_DETECTORS) {
      const random = seeded(22);
      const state = new SeriesState(each, seriesOf(each.signal));
      for (let minute = 0; minute < 15 * DAY; minute++) {
        const n = random.poisson(4);
        const values = Array.from({ length: n }, () => Math.round(20_000 * Math.exp(0.8 * random.normal())));
        const sum = each.frontEnd === 'rate' ? random.binomial(n, minute < 14 * DAY ? 0.05 : 0.4) : n;
        const examples = [1, 2, 3].map((i): WindowExample => [traceId(minute * 3 + i), spanId(i), 1]);
        const row = {
          ...rowOf(each.signal, minute, { n, sum, ...(each.frontEnd === 'rank' && { values }) }),
          examples,
        };
        state.applyWindow(row, row.windowStartMs, BUDGET);
      }
      expect(JSON.stringify(state.snapshot()).length).toBeLessThanOrEqual(4_096);
    }
  });

  it('points at turns since the onset, each once', () => {
    const pointed = input.map((row, minute) => {
      const example = minute === START - 5 ? 1 : minute === START + 9 || minute === START + 10 ? 2 : 0;
      return row && example > 0 ? { ...row, examples: [[traceId(example), '', 1] as WindowExample] } : row;
    });
    const { told } = play(fresh(), (state) => state, pointed);
    expect(told.at(-1)?.exampleTraceIds).toEqual([traceId(2)]);
    expect(told.at(-1)?.exampleSpanIds).toEqual([]);
  });

  it('ends an incident at once when the operator accepts it, and does not alarm again', () => {
    const state = fresh();
    let told: AnomalyTransition[] = [];
    for (const row of input.slice(0, START + DAY)) {
      if (!row) continue;
      told.push(...state.applyWindow(row, row.windowStartMs, BUDGET));
      if (!state.isOpen) continue;
      const [resolved] = state.acceptNewNormal(row.windowStartMs + MINUTE_MS);
      expect(resolved).toMatchObject({ type: 'resolved', revision: 2 });
      expect(resolved?.explanation).toMatch(/^Accepted as the new normal\./);
      told = [];
    }
    expect(told).toEqual([]);
  });

  it('resolves by itself as the new normal what has alarmed on four days running', () => {
    const random = seeded(23);
    const state = fresh();
    const told: AnomalyTransition[] = [];
    for (let minute = 0; minute < START + 10 * DAY; minute++) {
      const turns = turnsWithHits(random, 4, minute < START ? 0.05 : 0.2);
      if (turns)
        told.push(
          ...state.applyWindow(
            rowOf('fail-plausible', minute, turns),
            MONDAY_MS + minute * MINUTE_MS,
            BUDGET,
          ),
        );
    }
    const last = told.at(-1);
    expect(told.filter(({ type }) => type === 'opened')).toHaveLength(1);
    expect(last).toMatchObject({ type: 'resolved', resolvedAtMs: MONDAY_MS + (START + 4 * DAY) * MINUTE_MS });
    expect(last?.explanation).toMatch(/^Accepted as the new normal\./);
  });

  it('gives no budget to a window of a pause', () => {
    const state = fresh();
    expect(state.applyWindow(null, MONDAY_MS, 0)).toEqual([]);
    expect(state.snapshot().detector).toBeNull();
  });
});
