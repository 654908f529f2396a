import { failPlausible, toolLoop } from '@tacet/core/detectors/rules';
import type { PartitionWindowRules } from '@tacet/core/event-time';
import { TURN_ASSEMBLER_DEFAULTS, type TurnAssemblerOptions } from '@tacet/core/turns';

/** Knobs of assemble. Turn rules change results: a change starts a new epoch (docs/SEMANTICS.md). */
export interface AssembleSettings {
  windows: PartitionWindowRules;
  turns: TurnAssemblerOptions;
  topics: { steps: string; turns: string; findings: string; partials: string };
  /** Input topics whose every partition must be heard of before turns close. */
  inputTopics: readonly string[];
}

export const ASSEMBLE_DEFAULTS: Omit<AssembleSettings, 'topics' | 'inputTopics'> = {
  windows: {
    windowSizeMs: 60_000,
    // A turn counts in the minute in which it was known to be over: its mark is on time by construction.
    allowedLatenessMs: 0,
    futureToleranceMs: Number.MAX_SAFE_INTEGER,
    seriesPerTenantMax: 10_000,
  },
  turns: { ...TURN_ASSEMBLER_DEFAULTS, rules: [toolLoop(), failPlausible()] },
};
