import { failPlausible, toolLoop, type EmptyRates, type TurnRule } from '@tacet/core/detectors/rules';
import type { PartitionWindowRules } from '@tacet/core/event-time';
import { TURN_ASSEMBLER_DEFAULTS, type TurnAssemblerOptions } from '@tacet/core/turns';

/** Knobs of assemble. Turn rules change results: a change starts a new epoch (docs/SEMANTICS.md). */
export interface AssembleSettings {
  windows: PartitionWindowRules;
  turns: Omit<TurnAssemblerOptions, 'rules'>;
  /** The rules that watch each turn; `emptyRates` is what their partition remembers. */
  rules: (emptyRates: EmptyRates) => readonly TurnRule[];
  /** Wall time between writes of the memory, and so between commits. */
  snapshotEveryMs: number;
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
  turns: TURN_ASSEMBLER_DEFAULTS,
  rules: (emptyRates) => [toolLoop(), failPlausible({ emptyRates })],
  snapshotEveryMs: 1_000,
};
