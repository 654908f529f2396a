import { decodeWindows } from '@tacet/contracts';
import type { AnomalyTransition } from '@tacet/core/anomalies';
import { SeriesBank } from '@tacet/core/detectors/series';
import { MergedWindows } from '@tacet/core/event-time';
import {
  Checkpoints,
  decodeMetadata,
  encodeMetadata,
  OriginProgress,
  progressMetadata,
  type CommittedPoint,
  type DerivedMetadata,
  type LogRecord,
  type PartitionStart,
  type PartitionTask,
  type ProgressState,
  type StateSnapshot,
  type TopicPartition,
} from '@tacet/runtime';
import type { DetectDeps } from './detect.pipeline';
import { anomalyRecords } from './steps/address-anomalies.step';
import { DirtyStates } from './steps/dirty-states.step';

export const SERIES_FOLD = 'series';

/**
 * detect, one partials partition: window rows of many origins in, anomalies out.
 *
 *   row ─► merge set of its (series, window): one slot per origin
 *   punctuation of every origin ─► windows become final, oldest first
 *   final window ─► each series' detectors (a window at or before the last applied is skipped) ─► transitions
 *
 * Order of effects: anomalies acknowledged, then states written, then the offset may be committed. While the
 * snapshot store is away detection goes on and only the commit waits.
 */
export class SeriesPartition implements PartitionTask {
  readonly startOffset: number;
  private readonly windows: MergedWindows;
  private readonly bank: SeriesBank;
  private readonly progress: OriginProgress;
  private readonly dirty: DirtyStates;
  private readonly checkpoints = new Checkpoints<ProgressState>(8);
  private nextOffset: number;
  private writtenOffset: number;
  private writtenAtMs = 0;
  private committable: CommittedPoint | null = null;
  private unsent: AnomalyTransition[] = [];

  constructor(
    tp: TopicPartition,
    start: PartitionStart,
    snapshots: readonly StateSnapshot[],
    private readonly deps: DetectDeps,
  ) {
    const { settings } = deps;
    const restored = start.committed ? decodeMetadata<DerivedMetadata>(start.committed.metadata) : null;
    this.startOffset = Math.max(restored ? start.committed!.offset : 0, start.lowOffset);
    this.nextOffset = this.startOffset;
    this.writtenOffset = this.startOffset;
    this.windows = new MergedWindows(settings.windows, restored?.d['detect'] ?? -1);
    this.progress = new OriginProgress([settings.topics.steps], restored);
    this.bank = new SeriesBank({
      detectors: settings.detectors,
      falseAlarmsPerWeek: settings.falseAlarmsPerWeek / start.partitions,
      statesMax: settings.statesMax,
      windowSizeMs: settings.windows.windowSizeMs,
    });
    for (const { key, state } of snapshots) this.bank.restore(key, state);
    this.dirty = new DirtyStates(deps.snapshots, SERIES_FOLD, tp.partition);
  }

  async onRecords(records: readonly LogRecord[]): Promise<void> {
    for (const record of records) {
      // After a send that failed the same records may be delivered again before the process ends.
      if (record.offset >= this.nextOffset) this.unsent.push(...this.fold(record));
    }
    await this.sendAnomalies();
    this.deps.observe.series(this.bank.size, this.windows.latePartials);
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
    this.committable = null;
  }

  drain(): Promise<void> {
    return this.writeStates();
  }

  private fold(record: LogRecord): AnomalyTransition[] {
    this.checkpoints.note(record.offset, this.progress.state);
    const envelope = decodeWindows(Buffer.from(record.value ?? []).toString('utf8'));
    this.nextOffset = record.offset + 1;
    if (envelope.stage !== 'assemble') return [];
    for (const row of envelope.rows) {
      if (this.bank.watches(row.series)) this.windows.add(envelope.origin, row, record.offset);
    }
    this.progress.accept(envelope);
    const transitions: AnomalyTransition[] = [];
    for (const { windowStartMs, rows } of this.windows.finalise(this.progress.watermarkMs)) {
      transitions.push(...this.bank.apply(windowStartMs, rows));
    }
    transitions.push(...this.bank.catchUp(this.windows.finalUpToMs));
    return transitions;
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
    const upTo = this.nextOffset;
    const wanted = this.windows.oldestOffset() ?? upTo;
    const point = wanted < upTo ? this.checkpoints.atOrBefore(wanted) : null;
    const state = point?.state ?? this.progress.state;
    const metadata = encodeMetadata(progressMetadata(state, { detect: this.windows.finalUpToMs }));
    for (const key of this.bank.takeChanged()) this.dirty.mark(key);
    if (!(await this.dirty.write((key) => this.bank.snapshot(key)))) return;
    this.writtenOffset = upTo;
    if (wanted === upTo || point) this.committable = { offset: point?.offset ?? upTo, metadata };
  }
}
