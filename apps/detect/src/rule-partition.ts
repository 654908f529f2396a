import type { Envelope, Finding } from '@tacet/contracts';
import {
  applyFinding,
  applyWatermark,
  ruleAnomalyKey,
  type AnomalyTransition,
  type RuleAnomalyState,
} from '@tacet/core/anomalies';
import {
  decodeMetadata,
  encodeMetadata,
  OriginProgress,
  progressMetadata,
  type CommittedPoint,
  type DerivedMetadata,
  type LogRecord,
  type PartitionStart,
  type PartitionTask,
  type StateSnapshot,
  type TopicPartition,
} from '@tacet/runtime';
import type { DetectDeps } from './detect.pipeline';
import { anomalyRecords } from './steps/address-anomalies.step';
import { DirtyStates } from './steps/dirty-states.step';

export const RULES_FOLD = 'rules';

/**
 * detect, one findings partition: hits of rules in, anomalies out.
 *
 *   finding ─► its agent's rule state (skips what it applied) ─► opened, updated
 *   watermark ─► states that are quiet long enough ─► resolved
 *
 * Order of effects: anomalies acknowledged, then states written, then the offset may be committed.
 */
export class RulePartition implements PartitionTask {
  readonly startOffset: number;
  private readonly states = new Map<string, { state: RuleAnomalyState; guard: number }>();
  private readonly dirty: DirtyStates;
  private readonly progress: OriginProgress;
  private nextOffset: number;
  private writtenAtMs = 0;
  private writtenOffset: number;
  private committable: CommittedPoint | null = null;
  private unsent: AnomalyTransition[] = [];

  constructor(
    tp: TopicPartition,
    start: PartitionStart,
    snapshots: readonly StateSnapshot[],
    private readonly deps: DetectDeps,
  ) {
    const restored = start.committed ? decodeMetadata<DerivedMetadata>(start.committed.metadata) : null;
    this.startOffset = Math.max(restored ? start.committed!.offset : 0, start.lowOffset);
    this.nextOffset = this.startOffset;
    this.writtenOffset = this.startOffset;
    this.progress = new OriginProgress([deps.settings.topics.steps], restored);
    this.dirty = new DirtyStates(deps.snapshots, RULES_FOLD, tp.partition);
    for (const { key, guard, state } of snapshots) {
      this.states.set(key, { state: JSON.parse(state) as RuleAnomalyState, guard });
    }
  }

  async onRecords(records: readonly LogRecord[]): Promise<void> {
    for (const record of records) {
      // After a send that failed the same records may be delivered again before the process ends.
      if (record.offset >= this.nextOffset) this.unsent.push(...this.fold(record));
    }
    await this.sendAnomalies();
  }

  async onTick(nowMs: number): Promise<void> {
    if (nowMs - this.writtenAtMs < this.deps.settings.snapshotEveryMs) return;
    this.writtenAtMs = nowMs;
    await this.writeStates();
  }

  commitPoint(): CommittedPoint | null {
    const point = this.committable;
    this.committable = null;
    return point;
  }

  onRevoked(): void {
    this.states.clear();
  }

  drain(): Promise<void> {
    return this.writeStates();
  }

  private fold(record: LogRecord): AnomalyTransition[] {
    const envelope = JSON.parse(Buffer.from(record.value ?? []).toString('utf8')) as Envelope<Finding>;
    const transitions: AnomalyTransition[] = [];
    for (const finding of envelope.rows) {
      const key = ruleAnomalyKey(finding);
      const before = this.states.get(key)?.state ?? null;
      const step = applyFinding(before, finding, envelope.origin, this.deps.settings.rules);
      transitions.push(...this.keep(key, before, step, record.offset));
    }
    this.progress.accept(envelope);
    for (const [key, { state }] of this.states) {
      const step = applyWatermark(state, this.progress.watermarkMs, this.deps.settings.rules);
      transitions.push(...this.keep(key, state, step, record.offset));
    }
    this.nextOffset = record.offset + 1;
    return transitions;
  }

  private keep(
    key: string,
    before: RuleAnomalyState | null,
    step: { state: RuleAnomalyState | null; transitions: AnomalyTransition[] },
    offset: number,
  ): AnomalyTransition[] {
    if (step.state && step.state !== before) {
      this.states.set(key, { state: step.state, guard: offset + 1 });
      this.dirty.mark(key);
    }
    return step.transitions;
  }

  private async sendAnomalies(): Promise<void> {
    const transitions = this.unsent;
    if (transitions.length === 0) return;
    const { settings, producer, anomalyPartitions, observe } = this.deps;
    await producer.send(anomalyRecords(settings.topics.anomalies, anomalyPartitions, transitions));
    this.unsent = [];
    observe.anomalies(transitions);
  }

  /** Anomalies, then states, then the point: it claims that everything before it is durable. */
  private async writeStates(): Promise<void> {
    await this.sendAnomalies();
    if (this.nextOffset === this.writtenOffset) return;
    const offset = this.nextOffset;
    const metadata = encodeMetadata(progressMetadata(this.progress.state, {}));
    const written = await this.dirty.write((key) => {
      const held = this.states.get(key);
      return held ? { guard: held.guard, state: JSON.stringify(held.state) } : null;
    });
    if (!written) return;
    this.writtenOffset = offset;
    this.committable = { offset, metadata };
  }
}
