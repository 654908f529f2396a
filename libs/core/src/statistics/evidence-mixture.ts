import { MINUTE_IN_WEEKS } from './calendar';
import { type Bet, logEvidence } from './evidence-kernel';
import { OnsetCusum, type OnsetSnapshot } from './onset';

export interface EvidenceSnapshot {
  idle: number;
  mass: number[];
  onset: OnsetSnapshot[];
}

/** Evidence at the moment it reached the threshold. */
export interface EvidenceAlarm {
  /** M in weeks of budget: by chance this key would do so about once in that many weeks. */
  eValue: number;
  /** CUSUM of the alternative with the most evidence. */
  onset: OnsetCusum;
}

/**
 * Mixture Shiryaev–Roberts e-detector: M_k ← (M_k + π/K)·L_k for each of K alternatives, alarm when ΣM_k ≥ A.
 *
 * With π the budget injected per tick in weeks, E[alarms up to T] ≤ Σπ/A whatever the dependence in time or
 * between streams (detectors.md 2.1). Source: Shin, Ramdas, Rinaldo, "E-detectors" (NEJSDS 2023).
 *
 * A tick without marks and exposure has L = 1: only its budget is due. Such ticks are counted in `idleTicks`
 * and added at the next tick that says something, which is the same number in any grouping of them.
 */
export class EvidenceMixture {
  readonly alternatives: Alternative[];
  private idleTicks = 0;
  /** ΣM_k without the budget of the idle ticks. */
  private settled = 0;

  constructor(alternativesCount: number) {
    this.alternatives = Array.from({ length: alternativesCount }, () => new Alternative());
  }

  /** M, in weeks of budget. */
  get evidence(): number {
    return this.settled + this.idleTicks * MINUTE_IN_WEEKS;
  }

  /** One tick: `excess` is S − n·p₀ counted in the direction of the change. */
  add(excess: number, marks: number, exposure: number, minute: number, injectionWeeks: number): void {
    const count = this.alternatives.length;
    const due = this.idleTicks * (MINUTE_IN_WEEKS / count) + injectionWeeks / count;
    let total = 0;
    for (const alternative of this.alternatives) {
      const logL = logEvidence(alternative, excess, exposure);
      alternative.mass = (alternative.mass + due) * Math.exp(logL);
      alternative.onset.add(logL, marks, exposure, minute);
      total += alternative.mass;
    }
    this.idleTicks = 0;
    this.settled = total;
  }

  idle(ticks: number): void {
    this.idleTicks += ticks;
  }

  /** What M would be after so many idle ticks. */
  evidenceAfterIdle(ticks: number): number {
    return this.settled + (this.idleTicks + ticks) * MINUTE_IN_WEEKS;
  }

  /** Reads the alarm and starts again from nothing: the threshold has been paid. */
  takeAlarm(): EvidenceAlarm {
    const strongest = this.alternatives.reduce((best, next) => (next.mass > best.mass ? next : best));
    const eValue = this.evidence;
    this.clearEvidence();
    return { eValue, onset: strongest.onset };
  }

  /** Forgets evidence and onsets: they were gathered against a level that no longer holds. */
  restart(): void {
    this.clearEvidence();
    for (const { onset } of this.alternatives) onset.restart();
  }

  /** Multiplies all evidence, for a change of budget: M·F is what the theorem bounds. */
  scale(factor: number): void {
    const due = this.idleTicks * (MINUTE_IN_WEEKS / this.alternatives.length);
    for (const alternative of this.alternatives) alternative.mass = (alternative.mass + due) * factor;
    this.idleTicks = 0;
    this.settle();
  }

  snapshot(): EvidenceSnapshot {
    return {
      idle: this.idleTicks,
      mass: this.alternatives.map((alternative) => alternative.mass),
      onset: this.alternatives.map((alternative) => alternative.onset.snapshot()),
    };
  }

  restore(snapshot: EvidenceSnapshot): void {
    this.idleTicks = snapshot.idle;
    this.alternatives.forEach((alternative, k) => {
      alternative.mass = snapshot.mass[k] ?? 0;
      alternative.onset.restore(snapshot.onset[k] ?? [0, 0, 0, 0]);
    });
    this.settle();
  }

  private clearEvidence(): void {
    for (const alternative of this.alternatives) alternative.mass = 0;
    this.idleTicks = 0;
    this.settled = 0;
  }

  private settle(): void {
    this.settled = this.alternatives.reduce((sum, alternative) => sum + alternative.mass, 0);
  }
}

/** One alternative: its bet (recomputed hourly), its share of the evidence and the onset it sees. */
class Alternative implements Bet {
  lambda = 0;
  psi = 0;
  mass = 0;
  readonly onset = new OnsetCusum();
}
