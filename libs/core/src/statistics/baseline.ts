import { HOURS_PER_DAY, hourOfDay, isWeekend } from './calendar';
import { DayGeneration, type DayGenerationSnapshot } from './day-generation';
import { Dispersion, type DispersionSnapshot } from './dispersion';
import { type FrontEnd } from './front-end';
import { Level, levelHalfLifeDays } from './level';
import { Season, type SeasonSnapshot, WARM_UP_DAYS } from './season';

export interface BaselineSnapshot {
  level: [number, number];
  exposurePerMinute: number;
  dispersion: DispersionSnapshot;
  season?: SeasonSnapshot;
  today: DayGenerationSnapshot;
  probation: DayGenerationSnapshot;
  onProbation: 0 | 1;
  heldDays: number;
  alarmedDays: number;
  settlingDays: number;
  alarmed: 0 | 1;
}

/** Sums of one finished hour; `seasonalExposure` is the exposure weighted by the season. */
export interface FinishedHour {
  localHour: number;
  minutes: number;
  marks: number;
  exposure: number;
  seasonalExposure: number;
  /** Finished hours before this one. */
  ageHours: number;
  /** Suspicion is pending: the evidence is above a fiftieth of the threshold. */
  suspected: boolean;
}

/**
 * What is normal for one stream: level, hour-of-day shape, dispersion (detectors.md 3).
 *
 * After a warm-up of three days, learned hour by hour, a day's sums go through two generations: `today` fills,
 * `probation` is complete and waits one more day. So the baseline lags by 24 to 48 hours, waits longer while
 * suspicion is pending, and never takes the level of a day with an alarm, until alarms on four days running say
 * that the change has come to stay.
 */
export class Baseline {
  readonly level: Level;
  readonly dispersion: Dispersion;
  readonly season: Season | null;
  /** Decayed mean exposure per minute: what the alternatives' horizons are measured in. */
  exposurePerMinute = 0;
  private today: DayGeneration;
  private probation: DayGeneration;
  private onProbation = false;
  private heldDays = 0;
  private alarmedDays = 0;
  /** Days for which an accepted level is still to be confirmed: meanwhile residuals may be the level's fault. */
  private settlingDays = 0;
  private alarmed = false;

  constructor(
    private readonly frontEnd: FrontEnd,
    seasonal: boolean,
    startLocalHour: number,
  ) {
    this.level = new Level(frontEnd);
    this.dispersion = new Dispersion(frontEnd.dispersionMin, frontEnd.jump);
    this.season = seasonal ? new Season(startLocalHour) : null;
    this.today = new DayGeneration(seasonal);
    this.probation = new DayGeneration(seasonal);
  }

  /** The day type of this hour is known, or there is no season to know. */
  isFamiliar(localHour: number): boolean {
    return this.season?.hasSeenDayOf(localHour) ?? true;
  }

  observeResidual(residual: number, variance: number): void {
    this.dispersion.observe(residual, variance, this.today);
  }

  observeIdle(ticks: number): void {
    this.dispersion.observeIdle(ticks, this.today);
  }

  /** The level of today and of the day on probation must not be learned. */
  noteAlarm(): void {
    this.alarmed = true;
  }

  /** Learns what is due; true when the level of the last day was accepted as the new normal. */
  finishHour(hour: FinishedHour, mean: number): boolean {
    const perMinute = hour.exposure / hour.minutes;
    this.exposurePerMinute = hour.ageHours ? this.exposurePerMinute * 0.97 + 0.03 * perMinute : perMinute;
    this.today.addHour(hourOfDay(hour.localHour), hour.marks, hour.seasonalExposure, hour.exposure * mean);
    const ageHours = hour.ageHours + 1;
    if (ageHours < WARM_UP_DAYS * HOURS_PER_DAY) {
      this.learnFirstHour(hour.localHour, ageHours);
    } else if (hourOfDay(hour.localHour + 1) === 0) {
      this.today.weekend = isWeekend(hour.localHour);
      return this.rotate(ageHours, hour.suspected);
    }
    return false;
  }

  /**
   * Replaces the level by what was observed, with the weight of at most two days: enough to judge by, little
   * enough to be corrected soon. Days still unlearned are dropped.
   */
  acceptNewNormal(observed: { marks: number; exposure: number }): void {
    const exposureMax = ACCEPTED_DAYS_MAX * 1440 * this.exposurePerMinute;
    const weight = Math.min(1, exposureMax / Math.max(1e-9, observed.exposure));
    this.level.scale(0);
    this.level.add(observed.marks * weight, observed.exposure * weight);
    this.dropUnlearned();
    this.heldDays = this.alarmedDays = 0;
    this.settlingDays = SETTLING_DAYS;
  }

  snapshot(): BaselineSnapshot {
    return {
      level: [this.level.marks, this.level.exposure],
      exposurePerMinute: this.exposurePerMinute,
      dispersion: this.dispersion.snapshot(),
      ...(this.season && { season: this.season.snapshot() }),
      today: this.today.snapshot(),
      probation: this.probation.snapshot(),
      onProbation: this.onProbation ? 1 : 0,
      heldDays: this.heldDays,
      alarmedDays: this.alarmedDays,
      settlingDays: this.settlingDays,
      alarmed: this.alarmed ? 1 : 0,
    };
  }

  restore(snapshot: BaselineSnapshot): void {
    [this.level.marks, this.level.exposure] = snapshot.level;
    this.exposurePerMinute = snapshot.exposurePerMinute;
    this.dispersion.restore(snapshot.dispersion);
    if (snapshot.season) this.season?.restore(snapshot.season);
    this.today.restore(snapshot.today);
    this.probation.restore(snapshot.probation);
    this.onProbation = snapshot.onProbation === 1;
    this.heldDays = snapshot.heldDays;
    this.alarmedDays = snapshot.alarmedDays;
    this.settlingDays = snapshot.settlingDays;
    this.alarmed = snapshot.alarmed === 1;
  }

  private learnFirstHour(localHour: number, ageHours: number): void {
    this.level.add(this.today.marks, this.today.exposure);
    this.season?.learnFirstHour(localHour, this.today);
    this.today.clear();
    if (ageHours === WARM_UP_DAYS * HOURS_PER_DAY - 1) {
      this.season?.settleWarmUp(this.level.marks / this.level.exposure);
    }
  }

  private rotate(ageHours: number, suspected: boolean): boolean {
    if (this.alarmed) return this.passAlarmedDay(ageHours);
    if (suspected && this.heldDays < HELD_DAYS_MAX) this.holdDay();
    else this.promote(ageHours);
    return false;
  }

  private passAlarmedDay(ageHours: number): boolean {
    if (this.onProbation) this.dispersion.learn(this.probation, ageHours, true);
    this.dispersion.learn(this.today, ageHours, true);
    const { marks, exposure } = this.today;
    this.dropUnlearned();
    this.heldDays = 0;
    if (++this.alarmedDays <= ALARMED_DAYS_MAX || exposure === 0) return false;
    this.acceptNewNormal({ marks, exposure });
    return true;
  }

  private dropUnlearned(): void {
    this.today.clear();
    this.probation.clear();
    this.onProbation = this.alarmed = false;
  }

  private holdDay(): void {
    this.heldDays++;
    this.probation.merge(this.today);
    this.today.clear();
    this.onProbation = true;
  }

  private promote(ageHours: number): void {
    this.heldDays = this.alarmedDays = 0;
    if (this.onProbation) this.learnDay(this.probation, ageHours);
    [this.probation, this.today] = [this.today, this.probation];
    this.today.clear();
    this.onProbation = true;
  }

  private learnDay(day: DayGeneration, ageHours: number): void {
    if (this.season?.hasSeen(day.weekend) ?? true) {
      const dayLevel = Math.max(1e-6, day.marks / Math.max(1e-9, day.exposure));
      const eventsPerDay = this.frontEnd.informationPerMinute(dayLevel, this.exposurePerMinute) * 1440;
      this.level.scale(0.5 ** (1 / levelHalfLifeDays(this.dispersion.overall, eventsPerDay)));
      this.level.add(day.marks, day.exposure);
    }
    this.dispersion.learn(day, ageHours, this.settlingDays > 0);
    this.settlingDays = Math.max(0, this.settlingDays - 1);
    this.season?.learnDay(day);
  }
}

/** Days that pending suspicion may postpone learning. */
const HELD_DAYS_MAX = 7;
/** Alarmed days in a row; the next one is taken as normal. */
const ALARMED_DAYS_MAX = 3;
const ACCEPTED_DAYS_MAX = 2;
const SETTLING_DAYS = 7;
