export { decide, nextDueMs } from './decide';
export { evolve } from './evolve';
export { heal, publishedCommands, type Healed } from './heal';
export { type HealingEvent } from './healing-event';
export { type HealingInput, type ObservedAnomaly } from './healing-input';
export { DEFAULT_HEALING_POLICY, type HealingPolicy } from './healing-policy';
export {
  APPLIED_MAX,
  healthyAgent,
  OPEN_ANOMALIES_MAX,
  type AgentHealing,
  type Incident,
  type IncidentStatus,
} from './healing-state';
export { firstRecovery, recoveryLadder, type RecoverySituation, type RecoveryStep } from './recovery-ladder';
