import { heal, nextDueMs, publishedCommands } from '@tacet/core/healing';
import type { RecoveryFacts } from '@tacet/contracts';
import {
  StoreUnavailableError,
  type CommittedPoint,
  type LogProducer,
  type LogRecord,
  type PartitionTask,
  type SnapshotStore,
} from '@tacet/runtime';
import type { HealSettings } from './heal-settings';
import { addressRecoveries } from './steps/address-recoveries.step';
import type { HeldAgents } from './steps/held-agents.step';
import { readAnomaly, type UnreadableReason } from './steps/read-anomaly.step';

export interface HealDeps {
  settings: HealSettings;
  producer: LogProducer;
  snapshots: SnapshotStore;
  observe: HealObserver;
}

/** What heal tells its metrics. */
export interface HealObserver {
  anomaly(fate: 'applied' | 'repeated' | 'no-room' | UnreadableReason): void;
  recovery(command: RecoveryFacts): void;
  snapshotsPending(agents: number): void;
  dataGap(expected: number, found: number): void;
}

/**
 * heal, one partition of the anomalies topic: anomalies in, recovery commands out.
 *
 *   anomaly ─► read ─► fold into its agent's incidents ─► gather commands
 *                              ▲                               │
 *            time, when the partition is read to its end ──────┤
 *                                                              ▼
 *                  recoveries acknowledged ─► snapshots acknowledged ─► commit
 *
 * The order of the last line is the guarantee: a snapshot never says that a command was given which nobody can
 * read. While the snapshot store is away commands go on and only the commit waits; what is replayed afterwards
 * is known to each agent's guard or gives the same commands under the same ids.
 */
export class HealPartition implements PartitionTask {
  private nextOffset: number;
  private durableOffset: number;
  private committedOffset: number;
  private commands: RecoveryFacts[] = [];
  private revoked = false;

  constructor(
    readonly startOffset: number,
    private highOffset: number,
    private readonly agents: HeldAgents,
    private readonly deps: HealDeps,
  ) {
    this.nextOffset = this.durableOffset = this.committedOffset = startOffset;
  }

  async onRecords(records: readonly LogRecord[], highOffset: number): Promise<void> {
    this.highOffset = highOffset;
    for (const record of records) this.fold(record);
    await this.flush();
  }

  /** Time passes only at the end of the log: before it, an anomaly not yet read may change what is due. */
  async onTick(nowMs: number): Promise<void> {
    if (this.nextOffset >= this.highOffset) this.passTime(nowMs - this.deps.settings.tickLagMs);
    await this.flush();
  }

  commitPoint(): CommittedPoint | null {
    if (this.revoked || this.durableOffset === this.committedOffset) return null;
    this.committedOffset = this.durableOffset;
    return { offset: this.durableOffset, metadata: '' };
  }

  onRevoked(): void {
    this.revoked = true;
    this.commands = [];
  }

  async drain(): Promise<void> {
    await this.flush();
  }

  private fold(record: LogRecord): void {
    if (record.offset < this.nextOffset) return;
    this.nextOffset = record.offset + 1;
    const read = readAnomaly(record);
    if (!read.ok) return this.deps.observe.anomaly(read.reason);
    const before = this.agents.before(record.offset, read.agent);
    if (before === 'no-room') return this.deps.observe.anomaly('no-room');
    if (before === 'applied') return this.deps.observe.anomaly('repeated');
    const input = { kind: 'anomaly' as const, atMs: record.timestampMs, anomaly: read.anomaly };
    const { agent, events } = heal(before, input, this.deps.settings.policy);
    this.deps.observe.anomaly(events.length > 0 ? 'applied' : 'repeated');
    if (events.length === 0) return;
    this.agents.applyRecord(record.offset, agent);
    this.commands.push(...publishedCommands(events));
  }

  private passTime(untilMs: number): void {
    const { policy } = this.deps.settings;
    for (const before of this.agents.busy()) {
      const dueMs = nextDueMs(before, policy);
      if (dueMs === null || dueMs > untilMs) continue;
      const { agent, events } = heal(before, { kind: 'time', atMs: untilMs }, policy);
      this.agents.applyTime(agent);
      this.commands.push(...publishedCommands(events));
    }
  }

  private async flush(): Promise<void> {
    if (this.revoked) return;
    const { producer, settings, observe } = this.deps;
    const commands = this.commands;
    if (commands.length > 0) await producer.send(addressRecoveries(commands, settings.topics.recoveries));
    this.commands = [];
    for (const command of commands) observe.recovery(command);
    const upTo = this.nextOffset;
    if (await this.saveSnapshots()) this.durableOffset = upTo;
  }

  /** False when the store is away: the snapshots stay, the next flush tries again. */
  private async saveSnapshots(): Promise<boolean> {
    const snapshots = this.agents.toSave();
    try {
      if (snapshots.length > 0) await this.deps.snapshots.save(snapshots);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      this.deps.observe.snapshotsPending(snapshots.length);
      return false;
    }
    this.agents.acknowledge(snapshots);
    this.deps.observe.snapshotsPending(0);
    return true;
  }
}
