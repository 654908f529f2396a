import type { RecoveryAction } from '@tacet/contracts';

/** The guard rails of self-healing. All times in ms. */
export interface HealingPolicy {
  /** Actions that agents may really take; every other command is a dry run. Empty by default. */
  allowedActions: readonly RecoveryAction[];
  /** Commands per incident before a person is asked. */
  attemptsMax: number;
  /** After a command ended, no other command goes to the same agent for so long. */
  coolDownMs: number;
  /** An agent must begin to act within this time, else the command is void. */
  commandTtlMs: number;
  /** The symptom must be gone within this time, else the command did not help. */
  verifyWithinMs: number;
  /** An anomaly that comes back within this time belongs to the same incident. */
  mergeWindowMs: number;
}

const MINUTE_MS = 60_000;

export const DEFAULT_HEALING_POLICY: HealingPolicy = {
  allowedActions: [],
  attemptsMax: 3,
  coolDownMs: 10 * MINUTE_MS,
  commandTtlMs: 10 * MINUTE_MS,
  verifyWithinMs: 30 * MINUTE_MS,
  mergeWindowMs: 30 * MINUTE_MS,
};
