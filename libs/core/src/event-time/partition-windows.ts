import {
  heaviestExamples,
  OTHER,
  SIGNALS,
  seriesKey,
  type Series,
  type WindowExample,
  type WindowKind,
  type WindowRow,
} from '@tacet/contracts';
import { LogLinearHistogram } from '@tacet/core/sketches';
import { bucketSealedUnder, place, windowSealedUnder, type LatenessRules, type Placement } from './lateness';

export interface PartitionWindowRules extends LatenessRules {
  /** Distinct series one tenant may have per unit; what comes after counts under `__other__`. */
  seriesPerTenantMax: number;
}

/** One contribution to one series. Numbers are integers. */
export interface Mark {
  series: Series;
  n: number;
  sum: number;
  measures: readonly number[];
  histogramValue?: number;
  example?: WindowExample;
}

/** What the log says about the record a mark came from. */
export interface MarkOrigin {
  /** Offset at which a replay must start to see everything behind this mark. */
  firstOffset: number;
  /** Time of the record that carried it. */
  recordTimeMs: number;
  /** Watermark before the message that carried it. */
  watermarkBeforeMs: number;
}

interface Unit {
  kind: WindowKind;
  /** Window start of an on-time unit, bucket of the others. */
  startMs: number;
  firstOffset: number;
  rows: Map<string, Accumulator>;
  seriesOfTenant: Map<string, number>;
}

interface Accumulator {
  series: Series;
  windowStartMs: number;
  version: number;
  n: number;
  sum: number;
  measures: number[];
  histogram: LogLinearHistogram | null;
  examples: WindowExample[];
}

/**
 * The open windows of one origin partition: additive, bounded, replayable.
 *
 * A unit is an on-time window, or an arrival bucket that holds late or future rows. Its content, and which
 * series of it fall under `__other__`, depend on the partition's log prefix alone. `sealedUpToMs` (the
 * protocol's D) says which units are already durable: their contributions are skipped, so a replay from the
 * committed offset rebuilds every other unit completely and no sealed one by half (guarantees: I1, I2).
 */
export class PartitionWindows {
  private readonly units = new Map<string, Unit>();
  overflow = 0;

  constructor(
    private readonly rules: PartitionWindowRules,
    private sealedUpTo = -1,
  ) {}

  get sealedUpToMs(): number {
    return this.sealedUpTo;
  }

  get openUnits(): number {
    return this.units.size;
  }

  /** Adds one mark at its event time, unless its unit is durable already. Returns how the mark is classed. */
  add(mark: Mark, eventTimeMs: number, origin: MarkOrigin): WindowKind {
    const placed = place(eventTimeMs, origin.recordTimeMs, origin.watermarkBeforeMs, this.rules);
    if (this.isSealed(placed)) return placed.kind;
    const unit = this.unitOf(placed.kind, placed.kind === 'on-time' ? placed.windowStartMs : placed.bucketMs);
    if (origin.firstOffset < unit.firstOffset) unit.firstOffset = origin.firstOffset;
    const row = this.rowOf(unit, mark.series, placed.windowStartMs);
    row.version++;
    row.n += mark.n;
    row.sum += mark.sum;
    for (let i = 0; i < mark.measures.length; i++)
      row.measures[i] = (row.measures[i] ?? 0) + mark.measures[i]!;
    if (mark.histogramValue !== undefined) row.histogram?.add(mark.histogramValue);
    if (mark.example) row.examples = heaviestExamples([...row.examples, mark.example]);
    return placed.kind;
  }

  /** Whether what happened at this time is durable already, so that seeing it again can only be a replay. */
  isDurable(eventTimeMs: number, origin: Omit<MarkOrigin, 'firstOffset'>): boolean {
    return this.isSealed(place(eventTimeMs, origin.recordTimeMs, origin.watermarkBeforeMs, this.rules));
  }

  /** Rows of every unit that is complete under this watermark, in a fixed order. Nothing is let go yet. */
  completeUnder(watermarkMs: number): WindowRow[] {
    return this.rowsOf(this.sealable(watermarkMs));
  }

  /** Rows of every open unit as they stand: provisional, a later row of the same identity has a higher version. */
  current(): WindowRow[] {
    return this.rowsOf([...this.units.values()].sort(byStart));
  }

  /** Its rows are acknowledged everywhere: lets the units go and moves D. */
  release(watermarkMs: number): void {
    for (const unit of this.sealable(watermarkMs)) this.units.delete(unitKey(unit.kind, unit.startMs));
    this.sealedUpTo = Math.max(this.sealedUpTo, watermarkMs);
  }

  /** Lowest offset that an unsealed unit depends on; null when nothing is open. */
  oldestOffset(): number | null {
    let oldest: number | null = null;
    for (const unit of this.units.values()) {
      if (oldest === null || unit.firstOffset < oldest) oldest = unit.firstOffset;
    }
    return oldest;
  }

  private isSealed(placed: Placement): boolean {
    return placed.kind === 'on-time'
      ? windowSealedUnder(placed.windowStartMs, this.sealedUpTo, this.rules)
      : bucketSealedUnder(placed.bucketMs, this.sealedUpTo, this.rules);
  }

  private sealable(watermarkMs: number): Unit[] {
    const units: Unit[] = [];
    for (const unit of this.units.values()) {
      const complete =
        unit.kind === 'on-time'
          ? windowSealedUnder(unit.startMs, watermarkMs, this.rules)
          : bucketSealedUnder(unit.startMs, watermarkMs, this.rules);
      if (complete) units.push(unit);
    }
    return units.sort(byStart);
  }

  private rowsOf(units: readonly Unit[]): WindowRow[] {
    return units.flatMap((unit) =>
      [...unit.rows.keys()].sort().map((key) => toRow(unit, unit.rows.get(key)!)),
    );
  }

  private unitOf(kind: WindowKind, startMs: number): Unit {
    const key = unitKey(kind, startMs);
    let unit = this.units.get(key);
    if (!unit) {
      unit = { kind, startMs, firstOffset: Infinity, rows: new Map(), seriesOfTenant: new Map() };
      this.units.set(key, unit);
    }
    return unit;
  }

  private rowOf(unit: Unit, series: Series, windowStartMs: number): Accumulator {
    const key = rowKey(seriesKey(series), unit.kind, windowStartMs);
    const known = unit.rows.get(key);
    if (known) return known;
    const used = unit.seriesOfTenant.get(series.tenant) ?? 0;
    if (used >= this.rules.seriesPerTenantMax) {
      this.overflow++;
      return this.overflowRow(unit, series, windowStartMs);
    }
    unit.seriesOfTenant.set(series.tenant, used + 1);
    const row = emptyRow(series, windowStartMs);
    unit.rows.set(key, row);
    return row;
  }

  private overflowRow(unit: Unit, series: Series, windowStartMs: number): Accumulator {
    const other: Series = {
      signal: series.signal,
      tenant: series.tenant,
      env: OTHER,
      service: OTHER,
      agent: OTHER,
      agentVersion: OTHER,
      model: OTHER,
      tool: OTHER,
      stepKind: OTHER,
    };
    const key = rowKey(seriesKey(other), unit.kind, windowStartMs);
    let row = unit.rows.get(key);
    if (!row) unit.rows.set(key, (row = emptyRow(other, windowStartMs)));
    return row;
  }
}

function byStart(a: Unit, b: Unit): number {
  return a.startMs - b.startMs || a.kind.localeCompare(b.kind);
}

function unitKey(kind: WindowKind, startMs: number): string {
  return `${kind}:${startMs}`;
}

/** Late and future units hold rows of several windows, so their rows are keyed by window too. */
function rowKey(series: string, kind: WindowKind, windowStartMs: number): string {
  return kind === 'on-time' ? series : `${series}\u001f${windowStartMs}`;
}

function emptyRow(series: Series, windowStartMs: number): Accumulator {
  const definition = SIGNALS[series.signal];
  return {
    series,
    windowStartMs,
    version: 0,
    n: 0,
    sum: 0,
    measures: new Array<number>(definition.measures.length).fill(0),
    histogram: 'histogram' in definition ? new LogLinearHistogram() : null,
    examples: [],
  };
}

function toRow(unit: Unit, row: Accumulator): WindowRow {
  const out: WindowRow = {
    series: row.series,
    windowStartMs: row.windowStartMs,
    kind: unit.kind,
    bucketMs: unit.kind === 'on-time' ? 0 : unit.startMs,
    version: row.version,
    n: row.n,
    sum: row.sum,
    measures: [...row.measures],
  };
  if (row.histogram) out.histogram = row.histogram.toSparse();
  if (row.examples.length > 0) out.examples = row.examples;
  return out;
}
