import type { RecoveryFacts } from '@tacet/contracts';
import type { ObservedAnomaly } from './healing-input';

/** What the lifecycle decided. `evolve` applies it; commands that begin or end are published. */
export type HealingEvent =
  | { kind: 'incident-opened'; atMs: number; incidentId: string; anomaly: ObservedAnomaly }
  | { kind: 'anomaly-joined'; atMs: number; incidentId: string; anomaly: ObservedAnomaly }
  | { kind: 'incident-reopened'; atMs: number; incidentId: string; anomaly: ObservedAnomaly }
  | { kind: 'anomaly-resolved'; atMs: number; anomaly: ObservedAnomaly }
  | { kind: 'command-issued'; atMs: number; command: RecoveryFacts; verifyUntilMs: number }
  | { kind: 'command-ended'; atMs: number; command: RecoveryFacts; coolUntilMs: number }
  | { kind: 'incident-settled'; atMs: number; incidentId: string }
  | { kind: 'incident-closed'; atMs: number; incidentId: string };
