import { seriesKey, type Series, type WindowRow } from '@tacet/contracts';
import { type AnomalyTransition } from '../../anomalies';
import { shareBudget } from '../../statistics';
import { type SeriesDetectorDefinition } from './series-detector-definition';
import { seriesDetectorsOf } from './series-detectors';
import { SeriesState, type SeriesStateSnapshot } from './series-state';

export interface SeriesBankOptions {
  detectors: readonly SeriesDetectorDefinition[];
  /** Budget of the streams held here, per tenant: the tenant's own divided by the number of banks. */
  falseAlarmsPerWeek: number;
  /** States held at most; what comes after is refused and counted. */
  statesMax: number;
  windowSizeMs: number;
}

interface Held {
  key: string;
  state: SeriesState;
  budget: number;
  lastExposureMs: number;
  changed: boolean;
}

interface HeldSnapshot {
  v: 1;
  detector: string;
  direction: SeriesDetectorDefinition['direction'];
  series: Series;
  lastExposureMs: number;
  /** Share in force, and the hour it was set for: a replay goes on with the same. */
  budget: number;
  sharedAtHour: number;
  state: SeriesStateSnapshot;
}

const HOUR_MS = 3_600_000;
const ACTIVE_WITHIN_MS = 24 * HOUR_MS;

/**
 * Every series detector of one partition, and their shares of the budget. Shares are set anew at each hour of
 * event time from what was known before it: predictable, as the budget theorem needs (detectors.md 2.1), and
 * they never sum to more than the budget.
 */
export class SeriesBank {
  private readonly held = new Map<string, Held>();
  private sharedAtHour = -1;
  refused = 0;

  constructor(private readonly options: SeriesBankOptions) {}

  get size(): number {
    return this.held.size;
  }

  watches(series: Series): boolean {
    return seriesDetectorsOf(series.signal, this.options.detectors).length > 0;
  }

  /** One final window: the rows of every series that has any, in a fixed order. */
  apply(windowStartMs: number, rows: readonly WindowRow[]): AnomalyTransition[] {
    this.shareHourly(windowStartMs);
    const transitions: AnomalyTransition[] = [];
    for (const row of rows) {
      for (const definition of seriesDetectorsOf(row.series.signal, this.options.detectors)) {
        const held = this.heldOf(definition, row.series);
        if (!held) continue;
        if (row.n > 0 && windowStartMs > held.lastExposureMs) held.lastExposureMs = windowStartMs;
        transitions.push(...this.close(held, row, windowStartMs));
      }
    }
    return transitions;
  }

  /** Closes the silent windows of every series up to the one that ends at `finalUpToMs`. */
  catchUp(finalUpToMs: number): AnomalyTransition[] {
    const last = finalUpToMs - this.options.windowSizeMs;
    this.shareHourly(last);
    const transitions: AnomalyTransition[] = [];
    for (const held of this.held.values()) {
      if (held.state.lastWindowMs < last) transitions.push(...this.close(held, null, last));
    }
    return transitions;
  }

  /** Keys whose state changed since the last call. */
  takeChanged(): string[] {
    const keys: string[] = [];
    for (const held of this.held.values()) {
      if (!held.changed) continue;
      held.changed = false;
      keys.push(held.key);
    }
    return keys;
  }

  snapshot(key: string): { guard: number; state: string } | null {
    const held = this.held.get(key);
    if (!held) return null;
    const { definition, series } = held.state;
    const snapshot: HeldSnapshot = {
      v: 1,
      detector: definition.detector,
      direction: definition.direction,
      series,
      lastExposureMs: held.lastExposureMs,
      budget: held.budget,
      sharedAtHour: this.sharedAtHour,
      state: held.state.snapshot(),
    };
    return { guard: held.state.lastWindowMs, state: JSON.stringify(snapshot) };
  }

  /** A state of a detector that is not among ours any more is let go. */
  restore(key: string, text: string): void {
    const snapshot = JSON.parse(text) as HeldSnapshot;
    const { detector, direction, series, lastExposureMs, budget, state } = snapshot;
    const definition = this.options.detectors.find(
      (d) => d.detector === detector && d.direction === direction,
    );
    if (!definition) return;
    const restored = SeriesState.restore(definition, series, state);
    this.held.set(key, { key, state: restored, budget, lastExposureMs, changed: false });
    this.sharedAtHour = Math.max(this.sharedAtHour, snapshot.sharedAtHour);
  }

  private close(held: Held, row: WindowRow | null, windowStartMs: number): AnomalyTransition[] {
    if (windowStartMs <= held.state.lastWindowMs) return [];
    held.changed = true;
    return held.state.applyWindow(row, windowStartMs, held.budget);
  }

  private heldOf(definition: SeriesDetectorDefinition, series: Series): Held | null {
    const key = [definition.detector, definition.direction, seriesKey(series)].join('\u001f');
    const known = this.held.get(key);
    if (known) return known;
    if (this.held.size >= this.options.statesMax) {
      this.refused++;
      return null;
    }
    const state = new SeriesState(definition, series);
    const held: Held = { key, state, budget: 0, lastExposureMs: -1, changed: true };
    this.held.set(key, held);
    return held;
  }

  /** A stream that appears within the hour waits for the next one: shares are fixed before they are used. */
  private shareHourly(windowStartMs: number): void {
    const hour = Math.floor(windowStartMs / HOUR_MS);
    if (hour <= this.sharedAtHour) return;
    this.sharedAtHour = hour;
    const byTenant = new Map<string, Held[]>();
    for (const held of this.held.values()) {
      const { tenant } = held.state.series;
      const group = byTenant.get(tenant);
      if (group) group.push(held);
      else byTenant.set(tenant, [held]);
    }
    for (const group of byTenant.values()) this.shareAmong(group, hour * HOUR_MS);
  }

  private shareAmong(group: readonly Held[], hourStartMs: number): void {
    const claims = group.map(({ state, lastExposureMs }) => ({
      weight: state.definition.budgetWeight,
      active: lastExposureMs >= hourStartMs - ACTIVE_WITHIN_MS,
    }));
    const shares = shareBudget(this.options.falseAlarmsPerWeek, claims);
    group.forEach((held, i) => (held.budget = shares[i] ?? 0));
  }
}
