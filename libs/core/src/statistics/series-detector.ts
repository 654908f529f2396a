import { setBets } from './alternatives';
import { Baseline, type BaselineSnapshot } from './baseline';
import { localHourOf, MINUTE_IN_WEEKS, MINUTES_PER_HOUR } from './calendar';
import { EvidenceMixture, type EvidenceSnapshot } from './evidence-mixture';
import { type Direction, type FrontEnd, FRONT_ENDS, type FrontEndName, signOf } from './front-end';
import { HourSeason } from './hour-season';
import { nullBoundaryOf } from './null-boundary';

export interface SeriesDetectorOptions {
  frontEnd: FrontEndName;
  direction: Direction;
  /** Learn an hour-of-day shape; for counts, whose exposure is time. Default false. */
  seasonal?: boolean;
  /** Practical tolerance τ; default the front-end's. */
  tolerance?: number;
  /** Hours of a new stream before evidence counts. Default 24; a seasonal stream should see a whole week. */
  evidenceAfterHours?: number;
  /** Minutes to add to UTC for the tenant's hours and week-ends. Default 0. */
  timeZoneOffsetMinutes?: number;
}

/** A stream's evidence reached its threshold: a change worth an incident. */
export interface SeriesAlarm {
  /** Minute since the Unix epoch of the tick. */
  minute: number;
  eValue: number;
  thresholdWeeks: number;
  onsetMinute: number;
  /** Marks and season-weighted exposure since the onset. */
  marks: number;
  exposure: number;
}

export interface SeriesDetectorSnapshot {
  v: 1;
  start: number;
  minute: number;
  hourAge: number;
  budget: number;
  rebaselines: number;
  hour: [marks: number, exposure: number, seasonalExposure: number];
  evidence: EvidenceSnapshot;
  baseline: BaselineSnapshot;
}

/**
 * Watches one stream (a signal of one series in one direction) through closed one-minute windows and raises an
 * alarm when the evidence of a change reaches 1/budget. Budget: expected false alarms per week granted to this
 * stream. Formulas and their sources: detectors.md 2–4; this class only orders the parts.
 *
 * Time is the tick: every minute of event time is either given to `tick` or skipped with `advance`.
 */
export class SeriesDetector {
  private readonly frontEnd: FrontEnd;
  private readonly sign: 1 | -1;
  private readonly offsetMinutes: number;
  private readonly evidenceAfterHours: number;
  private readonly evidenceMixture: EvidenceMixture;
  private readonly baseline: Baseline;
  private readonly hourSeason: HourSeason | null;
  private nextMinute: number;
  private ageHours = 0;
  /** How often a changed level was accepted as the new normal. */
  rebaselines = 0;
  private hourMarks = 0;
  private hourExposure = 0;
  private hourSeasonalExposure = 0;
  /** Learned mean p and boundary p₀ of the null, per unit of exposure; both are set at the full hour. */
  private p = 0;
  private p0 = 0;
  private pVariance = 1;
  private familiar = true;

  /** `startMinute`: the minute since the Unix epoch of the first tick. */
  constructor(
    private readonly options: SeriesDetectorOptions,
    private falseAlarmsPerWeek: number,
    private readonly startMinute: number,
  ) {
    this.frontEnd = FRONT_ENDS[options.frontEnd];
    this.sign = signOf(options.direction);
    this.offsetMinutes = options.timeZoneOffsetMinutes ?? 0;
    this.evidenceAfterHours = options.evidenceAfterHours ?? EVIDENCE_AFTER_HOURS;
    this.nextMinute = startMinute;
    this.evidenceMixture = new EvidenceMixture(this.frontEnd.effects.length);
    this.baseline = new Baseline(this.frontEnd, options.seasonal ?? false, this.localHour);
    this.hourSeason = this.baseline.season && new HourSeason(this.baseline.season);
    this.startHour();
  }

  /** Learned mean per unit of exposure. */
  get mean(): number {
    return this.p;
  }

  /** Edge of what counts as normal. */
  get nullBoundary(): number {
    return this.p0;
  }

  get dispersion(): number {
    return this.baseline.dispersion.overall;
  }

  /** M, in weeks of budget. */
  get evidence(): number {
    return this.evidenceMixture.evidence;
  }

  get ageInHours(): number {
    return this.ageHours;
  }

  /** Season's weight of one unit of exposure in the minute that `tick` will take next. */
  get exposureWeight(): number {
    return this.hourSeason?.weightAt(this.minuteOfHour) ?? 1;
  }

  /**
   * Closes the next minute: S marks on exposure n. `injectionWeeks` is the budget this minute receives, one
   * minute unless a deployment adds a lump or a calendar grants none.
   */
  tick(marks: number, exposure: number, injectionWeeks = MINUTE_IN_WEEKS): SeriesAlarm | null {
    if (marks === 0 && exposure === 0 && injectionWeeks === MINUTE_IN_WEEKS) return this.idle(1).alarm;
    const seasonalExposure = exposure * this.exposureWeight;
    if (this.ageHours >= this.evidenceAfterHours) {
      const excess = this.sign * (marks - seasonalExposure * this.p0);
      this.evidenceMixture.add(excess, marks, seasonalExposure, this.nextMinute, injectionWeeks);
    }
    const alarm = this.takeAlarm();
    if (this.learnsDispersion()) {
      this.baseline.observeResidual(marks - seasonalExposure * this.p, seasonalExposure * this.pVariance);
    }
    this.hourMarks += marks;
    this.hourExposure += exposure;
    this.hourSeasonalExposure += seasonalExposure;
    this.pass(1);
    return alarm;
  }

  /**
   * Passes up to so many minutes in which nothing arrived, and stops behind an alarm: the same as that many
   * calls of `tick(0, silent exposure)`. Without exposure a whole hour costs as much as one tick.
   */
  advance(minutes: number): { minutes: number; alarm: SeriesAlarm | null } {
    let passed = 0;
    while (passed < minutes) {
      if (this.frontEnd.silentExposure > 0) {
        const alarm = this.tick(0, this.frontEnd.silentExposure);
        passed++;
        if (alarm) return { minutes: passed, alarm };
      } else {
        const step = this.idle(Math.min(minutes - passed, MINUTES_PER_HOUR - this.minuteOfHour));
        passed += step.minutes;
        if (step.alarm) return { minutes: passed, alarm: step.alarm };
      }
    }
    return { minutes: passed, alarm: null };
  }

  /** Changes the budget from the next minute on; evidence is kept in proportion to what it has cost. */
  setBudget(falseAlarmsPerWeek: number): void {
    if (falseAlarmsPerWeek === this.falseAlarmsPerWeek) return;
    this.evidenceMixture.scale(this.falseAlarmsPerWeek / falseAlarmsPerWeek);
    this.falseAlarmsPerWeek = falseAlarmsPerWeek;
  }

  /** The operator's word: what was observed is normal from now on. */
  acceptNewNormal(observed: { marks: number; exposure: number }): void {
    this.baseline.acceptNewNormal(observed);
    this.rebaselined();
    this.startHour();
  }

  snapshot(): SeriesDetectorSnapshot {
    return {
      v: 1,
      start: this.startMinute,
      minute: this.nextMinute,
      hourAge: this.ageHours,
      budget: this.falseAlarmsPerWeek,
      rebaselines: this.rebaselines,
      hour: [this.hourMarks, this.hourExposure, this.hourSeasonalExposure],
      evidence: this.evidenceMixture.snapshot(),
      baseline: this.baseline.snapshot(),
    };
  }

  static restore(options: SeriesDetectorOptions, snapshot: SeriesDetectorSnapshot): SeriesDetector {
    if (snapshot.v !== 1) throw new RangeError(`unknown detector snapshot version ${String(snapshot.v)}`);
    const detector = new SeriesDetector(options, snapshot.budget, snapshot.start);
    detector.nextMinute = snapshot.minute;
    detector.ageHours = snapshot.hourAge;
    detector.rebaselines = snapshot.rebaselines;
    [detector.hourMarks, detector.hourExposure, detector.hourSeasonalExposure] = snapshot.hour;
    detector.evidenceMixture.restore(snapshot.evidence);
    detector.baseline.restore(snapshot.baseline);
    detector.startHour();
    return detector;
  }

  private get thresholdWeeks(): number {
    return 1 / this.falseAlarmsPerWeek;
  }

  private get localHour(): number {
    return localHourOf(this.nextMinute + this.offsetMinutes);
  }

  private get minuteOfHour(): number {
    return (this.nextMinute + this.offsetMinutes) % MINUTES_PER_HOUR;
  }

  private learnsDispersion(): boolean {
    return this.ageHours >= DISPERSION_AFTER_HOURS && this.familiar;
  }

  /** Minutes of no marks and no exposure within one hour. Only the first that reaches the threshold is passed. */
  private idle(minutes: number): { minutes: number; alarm: SeriesAlarm | null } {
    let passed = minutes;
    if (this.ageHours >= this.evidenceAfterHours) {
      const threshold = this.thresholdWeeks;
      if (this.evidenceMixture.evidenceAfterIdle(minutes) >= threshold) {
        passed = 1;
        while (this.evidenceMixture.evidenceAfterIdle(passed) < threshold) passed++;
      }
      this.evidenceMixture.idle(passed);
    }
    const alarm = this.takeAlarm(passed - 1);
    if (this.learnsDispersion()) this.baseline.observeIdle(passed);
    this.pass(passed);
    return { minutes: passed, alarm };
  }

  private takeAlarm(minutesAhead = 0): SeriesAlarm | null {
    const thresholdWeeks = this.thresholdWeeks;
    if (this.evidenceMixture.evidence < thresholdWeeks) return null;
    const { eValue, onset } = this.evidenceMixture.takeAlarm();
    this.baseline.noteAlarm();
    const minute = this.nextMinute + minutesAhead;
    const onsetMinute = onset.score > 0 ? onset.sinceMinute : minute;
    return { minute, eValue, thresholdWeeks, onsetMinute, marks: onset.marks, exposure: onset.exposure };
  }

  private pass(minutes: number): void {
    const lastOfHour = this.minuteOfHour + minutes === MINUTES_PER_HOUR;
    if (lastOfHour) this.finishHour(minutes);
    this.nextMinute += minutes;
    if (lastOfHour) this.startHour();
  }

  private finishHour(minutesLeft: number): void {
    const minutesSinceStart = this.nextMinute + minutesLeft - this.startMinute;
    const accepted = this.baseline.finishHour(
      {
        localHour: this.localHour,
        minutes: Math.min(MINUTES_PER_HOUR, minutesSinceStart),
        marks: this.hourMarks,
        exposure: this.hourExposure,
        seasonalExposure: this.hourSeasonalExposure,
        ageHours: this.ageHours,
        suspected: this.evidence >= SUSPICION * this.thresholdWeeks,
      },
      this.p,
    );
    if (accepted) this.rebaselined();
    this.hourMarks = this.hourExposure = this.hourSeasonalExposure = 0;
    this.ageHours++;
  }

  private rebaselined(): void {
    this.rebaselines++;
    this.evidenceMixture.restart();
  }

  /** Derives p, p₀ and the bets from the baseline: they hold for the hour. */
  private startHour(): void {
    const { baseline, frontEnd, options } = this;
    const { direction } = options;
    this.p = baseline.level.mean();
    this.pVariance = frontEnd.unitVariance(this.p);
    this.familiar = baseline.isFamiliar(this.localHour);
    this.hourSeason?.startHour(this.localHour);
    const { tolerance = frontEnd.tolerance } = options;
    this.p0 = nullBoundaryOf(frontEnd, direction, tolerance, {
      mean: this.p,
      standardError: baseline.level.standardError(baseline.dispersion.overall),
      familiar: this.familiar,
    });
    setBets(this.evidenceMixture.alternatives, frontEnd, {
      nullBoundary: this.p0,
      direction,
      dispersion: baseline.dispersion.overall,
      dispersionAtHorizon: (ticks) => baseline.dispersion.atHorizon(ticks),
      exposurePerTick:
        frontEnd.silentExposure > 0
          ? (this.hourSeason?.factor ?? 1)
          : Math.max(1e-3, baseline.exposurePerMinute),
    });
  }
}

/** By default evidence counts from the second day on; dispersion is learned from the fourth. */
const EVIDENCE_AFTER_HOURS = 24;
const DISPERSION_AFTER_HOURS = 72;
/** Share of the threshold from which learning waits. */
const SUSPICION = 0.02;
