import type { OpenPartition } from '@tacet/runtime';

/** One role a process may host: what it consumes, as which group, and what it does with a partition. */
export interface RoleDefinition {
  name: string;
  /** Consumer group after the prefix; a role may have several consumers, each with a group of its own. */
  consumers: readonly RoleConsumer[];
  /** Checks this role's further dependencies; true when usable. */
  ready(): Promise<boolean>;
  /** Releases what the role opened, after its consumers stopped. */
  close(): Promise<void>;
}

export interface RoleConsumer {
  group: string;
  topics: readonly string[];
  open: OpenPartition;
  /** Called once with the switch that stops and resumes fetching, for roles whose output can block. */
  onPauseSwitch?(setPaused: (paused: boolean) => void): void;
}
