import { type Series, type Signal, type WindowRow } from '@tacet/contracts';
import { type AnomalyTransition } from '../../../anomalies';
import { LogLinearHistogram } from '../../../sketches';
import { type Random, seeded } from '../../../statistics/testdata/traffic';
import { type SeriesDetectorDefinition } from '../series-detector-definition';
import { SeriesState } from '../series-state';

export const MINUTE_MS = 60_000;
export const HOUR = 60;
export const DAY = 1440;
/** Monday 2026-01-05 00:00 UTC. */
export const MONDAY_MS = Date.UTC(2026, 0, 5);

/** False alarms per week granted to a stream in tests: one of a hundred streams of a tenant with one per week. */
export const BUDGET = 0.01;

export interface MinuteOfSeries {
  n: number;
  sum: number;
  values?: number[];
}

export type Scenario = (minute: number, random: Random) => MinuteOfSeries | null;

export function seriesOf(signal: Signal): Series {
  return {
    signal,
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    agentVersion: '',
    model: '',
    tool: '',
    stepKind: '',
  };
}

export function rowOf(signal: Signal, minute: number, of: MinuteOfSeries): WindowRow {
  const histogram = new LogLinearHistogram();
  for (const value of of.values ?? []) histogram.add(value);
  return {
    series: seriesOf(signal),
    windowStartMs: MONDAY_MS + minute * MINUTE_MS,
    kind: 'on-time',
    bucketMs: 0,
    version: of.n,
    n: of.n,
    sum: of.sum,
    measures: [],
    ...(of.values && { histogram: histogram.toSparse() }),
  };
}

/** An announcement with its minute since the start. */
export interface Told {
  minute: number;
  transition: AnomalyTransition;
}

/** Plays a scenario minute by minute; minutes without a row are left out, as a stream of rows would. */
export function playSeries(
  definition: SeriesDetectorDefinition,
  days: number,
  seed: number,
  scenario: Scenario,
): { told: Told[]; state: SeriesState } {
  const random = seeded(seed);
  const state = new SeriesState(definition, seriesOf(definition.signal));
  const told: Told[] = [];
  for (let minute = 0; minute < days * DAY; minute++) {
    const played = scenario(minute, random);
    if (!played) continue;
    const row = rowOf(definition.signal, minute, played);
    for (const transition of state.applyWindow(row, row.windowStartMs, BUDGET)) {
      told.push({ minute: transition.detectedAtMs / MINUTE_MS - MONDAY_MS / MINUTE_MS, transition });
    }
  }
  return { told, state };
}

/** Turns of one minute, each with a hit or not. */
export function turnsWithHits(random: Random, turnsPerMinute: number, share: number): MinuteOfSeries | null {
  const n = random.poisson(turnsPerMinute);
  return n === 0 ? null : { n, sum: random.binomial(n, share) };
}
