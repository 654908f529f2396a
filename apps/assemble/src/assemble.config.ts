import type { PartitionWindowRules } from '@tacet/core/event-time';

/** Knobs of assemble. Turn rules change results: a change starts a new epoch (docs/SEMANTICS.md). */
export interface AssembleSettings {
  windows: PartitionWindowRules;
  turns: {
    /** After the root ended, children may still arrive for this long. */
    closeGraceMs: number;
    /** A turn without an end is over after this silence. */
    gapMs: number;
    /** A turn is cut at this age, so that the commit moves. */
    ageCapMs: number;
    openTurnsMax: number;
  };
  topics: { steps: string; turns: string; findings: string; partials: string };
  /** Input topics whose every partition must be heard of before turns close. */
  inputTopics: readonly string[];
}

export const ASSEMBLE_DEFAULTS: Omit<AssembleSettings, 'topics' | 'inputTopics'> = {
  windows: {
    windowSizeMs: 60_000,
    // A turn counts in the minute in which it was known to be over, so its mark is on time by construction;
    // the allowance only covers turns whose last steps came after their own close.
    allowedLatenessMs: 15_000,
    futureToleranceMs: Number.MAX_SAFE_INTEGER,
    seriesPerTenantMax: 10_000,
  },
  turns: { closeGraceMs: 15_000, gapMs: 600_000, ageCapMs: 6 * 3_600_000, openTurnsMax: 50_000 },
};
