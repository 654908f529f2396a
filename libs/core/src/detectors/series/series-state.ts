import { type Series, seriesKey, type WindowRow } from '@tacet/contracts';
import {
  type AnomalyTransition,
  decide,
  evolve,
  LIFECYCLE_DEFAULTS,
  type LifecycleEvent,
  type LifecycleObservation,
  type LifecycleState,
  mayResolve,
  mayUpdate,
  QUIET,
} from '../../anomalies';
import { stableId } from '../../identity';
import {
  FRONT_ENDS,
  Incident,
  type IncidentSnapshot,
  type SeriesAlarm,
  SeriesDetector,
  type SeriesDetectorOptions,
  type SeriesDetectorSnapshot,
  severityOf,
} from '../../statistics';
import { measureIncident, type SeriesMeasurement } from './measurement';
import { RecentExamples, type RecentExamplesSnapshot } from './recent-examples';
import { RankReference, type RankReferenceSnapshot } from './rank-reference';
import { type SeriesDetectorDefinition } from './series-detector-definition';
import { seriesTransition } from './series-transition';

export interface SeriesStateSnapshot {
  v: 1;
  lastWindowStartMs: number;
  detector: SeriesDetectorSnapshot | null;
  reference?: RankReferenceSnapshot;
  lifecycle: LifecycleState;
  incident: IncidentSnapshot | null;
  /** Evidence and threshold of the last opening, in weeks. */
  opening: [eValue: number, thresholdWeeks: number];
  examples: RecentExamplesSnapshot;
}

const MINUTE_MS = 60_000;
/** Turns that must speak for an incident before it opens. */
const WITNESSES_MIN = 3;

/**
 * One detector on one series: the statistics, the incident they found and its lifecycle. Windows come in order
 * of event time; a window at or before the last one was applied already and changes nothing, so a replay from
 * any snapshot announces the same anomalies (guarantees.md 3.2).
 */
export class SeriesState {
  private lastWindowStartMs = -1;
  private detector: SeriesDetector | null = null;
  private reference: RankReference | null = null;
  private lifecycle: LifecycleState = QUIET;
  private incident: Incident | null = null;
  private opening: [eValue: number, thresholdWeeks: number] = [0, 0];
  private readonly examples = new RecentExamples();

  constructor(
    readonly definition: SeriesDetectorDefinition,
    readonly series: Series,
    private readonly timeZoneOffsetMinutes = 0,
  ) {}

  get isOpen(): boolean {
    return this.incident !== null;
  }

  get lastWindowMs(): number {
    return this.lastWindowStartMs;
  }

  /**
   * Closes the window that starts at `windowStartMs`; `row` null when the series had none. Windows in between
   * that were not given are closed as silent first. `budget`: expected false alarms per week granted to this
   * stream; 0 grants this window none (a calendar's pause).
   */
  applyWindow(row: WindowRow | null, windowStartMs: number, budget: number): AnomalyTransition[] {
    if (windowStartMs <= this.lastWindowStartMs) return [];
    const minute = Math.floor(windowStartMs / MINUTE_MS);
    const skipped = this.skipSilence(minute);
    this.lastWindowStartMs = windowStartMs;
    if (row?.examples) this.examples.note(row.examples, windowStartMs);
    const detector = this.detector ?? this.startDetector(row, minute, budget);
    if (!detector) return skipped;
    if (budget > 0) detector.setBudget(budget);
    const { marks, exposure } = this.marksOf(row);
    return [...skipped, ...this.closeMinute(detector, minute, marks, exposure, budget > 0 ? undefined : 0)];
  }

  /** The operator's word: what is seen since the onset is normal. Resolves the open incident. */
  acceptNewNormal(atMs: number): AnomalyTransition[] {
    if (!this.incident || !this.detector) return [];
    this.detector.acceptNewNormal(this.incident);
    return this.resolve(Math.floor(atMs / MINUTE_MS) - 1, 'new-normal');
  }

  snapshot(): SeriesStateSnapshot {
    return {
      v: 1,
      lastWindowStartMs: this.lastWindowStartMs,
      detector: this.detector?.snapshot() ?? null,
      ...(this.reference && { reference: this.reference.snapshot() }),
      lifecycle: this.lifecycle,
      incident: this.incident?.snapshot() ?? null,
      opening: [...this.opening],
      examples: this.examples.snapshot(),
    };
  }

  static restore(
    definition: SeriesDetectorDefinition,
    series: Series,
    snapshot: SeriesStateSnapshot,
    timeZoneOffsetMinutes = 0,
  ): SeriesState {
    if (snapshot.v !== 1) throw new RangeError(`unknown series state version ${String(snapshot.v)}`);
    const state = new SeriesState(definition, series, timeZoneOffsetMinutes);
    state.lastWindowStartMs = snapshot.lastWindowStartMs;
    state.detector = snapshot.detector && SeriesDetector.restore(state.detectorOptions, snapshot.detector);
    state.reference = snapshot.reference ? RankReference.restore(snapshot.reference) : null;
    state.lifecycle = snapshot.lifecycle;
    state.incident = snapshot.incident && Incident.restore(definition.direction, snapshot.incident);
    state.opening = [...snapshot.opening];
    state.examples.restore(snapshot.examples);
    return state;
  }

  private get detectorOptions(): SeriesDetectorOptions {
    return { ...this.definition, timeZoneOffsetMinutes: this.timeZoneOffsetMinutes };
  }

  /** A rank detector starts once its reference is frozen; the others with their first window. */
  private startDetector(row: WindowRow | null, minute: number, budget: number): SeriesDetector | null {
    if (this.definition.frontEnd === 'rank') {
      this.reference ??= new RankReference(minute * MINUTE_MS);
      if (!this.reference.isFrozen && !this.reference.freezeIfDue(minute * MINUTE_MS)) {
        this.reference.collect(row?.histogram ?? []);
        return null;
      }
    }
    if (budget <= 0) return null;
    this.detector = new SeriesDetector(this.detectorOptions, budget, minute);
    return this.detector;
  }

  private marksOf(row: WindowRow | null): { marks: number; exposure: number } {
    if (this.reference) return this.reference.ranksOf(row?.histogram ?? []);
    const marks = row?.sum ?? 0;
    return { marks, exposure: this.definition.frontEnd === 'count' ? 1 : (row?.n ?? 0) };
  }

  /** While an incident is open every minute is looked at; otherwise the detector skips. */
  private skipSilence(untilMinute: number): AnomalyTransition[] {
    const { detector } = this;
    if (!detector) return [];
    const transitions: AnomalyTransition[] = [];
    let minute = Math.floor(this.lastWindowStartMs / MINUTE_MS) + 1;
    while (minute < untilMinute) {
      if (this.incident) {
        const exposure = FRONT_ENDS[this.definition.frontEnd].silentExposure;
        transitions.push(...this.closeMinute(detector, minute++, 0, exposure));
        continue;
      }
      const step = detector.advance(untilMinute - minute);
      minute += step.minutes;
      if (step.alarm) transitions.push(...this.open(detector, step.alarm));
    }
    return transitions;
  }

  private closeMinute(
    detector: SeriesDetector,
    minute: number,
    marks: number,
    exposure: number,
    injectionWeeks?: number,
  ): AnomalyTransition[] {
    const weight = detector.exposureWeight;
    const rebaselines = detector.rebaselines;
    const alarm = detector.tick(marks, exposure, injectionWeeks);
    if (!this.incident) return alarm ? this.open(detector, alarm) : [];
    this.incident.add(marks, exposure * weight);
    if (detector.rebaselines > rebaselines) return this.resolve(minute, 'new-normal');
    const atMs = (minute + 1) * MINUTE_MS;
    if (this.incident.recovered && mayResolve(this.lifecycle, atMs)) return this.resolve(minute);
    if (!mayUpdate(this.lifecycle, atMs)) return [];
    const measured = this.measure(this.incident, minute);
    return this.announce({ kind: 'measure', atMs, ...this.sizeOf(measured) }, measured);
  }

  private open(detector: SeriesDetector, alarm: SeriesAlarm): AnomalyTransition[] {
    if (!this.hasWitnesses(detector, alarm)) return [];
    const { mean, nullBoundary, dispersion } = detector;
    const { direction, frontEnd } = this.definition;
    const ground = { frontEnd: FRONT_ENDS[frontEnd], direction, mean, nullBoundary, dispersion };
    this.incident = Incident.open(alarm, ground);
    this.opening = [alarm.eValue, alarm.thresholdWeeks];
    const measured = this.measure(this.incident, alarm.minute);
    return this.announce(
      {
        kind: 'alarm',
        atMs: (alarm.minute + 1) * MINUTE_MS,
        freshId: this.anomalyId(alarm.minute * MINUTE_MS),
        onsetMs: alarm.onsetMinute * MINUTE_MS,
        ...this.sizeOf(measured),
      },
      measured,
    );
  }

  private resolve(minute: number, ending?: 'new-normal'): AnomalyTransition[] {
    if (!this.incident) return [];
    const measured = this.measure(this.incident, minute);
    const event = { kind: 'recovery', atMs: (minute + 1) * MINUTE_MS } as const;
    const transitions = this.announce(event, measured, ending);
    if (transitions.length > 0) this.incident = null;
    return transitions;
  }

  /** Three turns with a mark; for falls three that should have come. */
  private hasWitnesses(detector: SeriesDetector, { marks, exposure }: SeriesAlarm): boolean {
    const { direction, frontEnd } = this.definition;
    if (frontEnd === 'rank') return exposure >= WITNESSES_MIN;
    return (direction === 'up' ? marks : exposure * detector.mean) >= WITNESSES_MIN;
  }

  private measure(incident: Incident, minute: number): SeriesMeasurement {
    return measureIncident(this.definition.frontEnd, incident, minute, this.reference);
  }

  private sizeOf({ effect, excessPerHour }: SeriesMeasurement): Pick<LifecycleEvent, 'severity' | 'excess'> {
    const { direction, severity } = this.definition;
    return {
      severity: severityOf(effect, direction, Math.abs(excessPerHour), severity),
      excess: Math.abs(effect.excess),
    };
  }

  private announce(
    observation: LifecycleObservation,
    measured: SeriesMeasurement,
    ending?: 'new-normal',
  ): AnomalyTransition[] {
    const policy = ending ? { ...LIFECYCLE_DEFAULTS, dwellMs: 0 } : LIFECYCLE_DEFAULTS;
    const event = decide(this.lifecycle, observation, policy);
    if (!event) return [];
    this.lifecycle = evolve(this.lifecycle, event);
    const [eValue, thresholdWeeks] = this.opening;
    return [
      seriesTransition(this.definition, event, measured, {
        series: this.series,
        eValue,
        thresholdWeeks,
        ...this.examples.since(event.onsetMs),
        baselineHours: this.detector?.ageInHours ?? 0,
        ...(ending && { ending }),
      }),
    ];
  }

  private anomalyId(windowStartMs: number): string {
    const { detector, version } = this.definition;
    return stableId(
      'series',
      this.series.tenant,
      detector,
      version,
      seriesKey(this.series),
      String(windowStartMs),
    );
  }
}
