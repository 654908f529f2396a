import type { PartitionWindowRules } from '@tacet/core/event-time';

/** Knobs of admit. Changing the window rules changes results: it starts a new epoch (docs/SEMANTICS.md). */
export interface AdmitSettings {
  windows: PartitionWindowRules;
  /** How far record times may run out of order inside a partition: the watermark stays this far behind. */
  watermarkBoundMs: number;
  /** Silence at the end of a partition after which readers stop waiting for it. */
  idleAfterMs: number;
  /** Steps gathered before they are sent on; bounds memory and latency of a large fetch. */
  stepsPerSendMax: number;
  topics: { steps: string; partials: string; ledger: string; deadLetters: string };
}

export const ADMIT_DEFAULTS: Omit<AdmitSettings, 'topics'> = {
  windows: {
    windowSizeMs: 60_000,
    allowedLatenessMs: 120_000,
    futureToleranceMs: 60_000,
    seriesPerTenantMax: 2_000,
  },
  watermarkBoundMs: 5_000,
  idleAfterMs: 5_000,
  stepsPerSendMax: 5_000,
};
