import { decodeSteps, endOfMessage, positionOf, type Finding, type Turn } from '@tacet/contracts';
import { PartitionWindows, windowStartOf } from '@tacet/core/event-time';
import { TurnAssembler, type ClosedTurn } from '@tacet/core/turns';
import {
  Checkpoints,
  decodeMetadata,
  encodeMetadata,
  OriginProgress,
  partialRecords,
  progressMetadata,
  type CommittedPoint,
  type DerivedMetadata,
  type LogProducer,
  type LogRecord,
  type OutgoingRecord,
  type PartitionStart,
  type PartitionTask,
  type ProgressState,
  type SnapshotStore,
  type StateSnapshot,
  type TopicPartition,
} from '@tacet/runtime';
import type { AssembleSettings } from './assemble.config';
import { findingRecords } from './steps/address-findings.step';
import { EmptyRatesMemory } from './steps/empty-rates-memory.step';

export interface AssembleDeps {
  settings: AssembleSettings;
  producer: LogProducer;
  snapshots: SnapshotStore;
  partitionCounts: { findings: number; partials: number };
  observe: AssembleObserver;
}

export interface AssembleObserver {
  steps(folded: number, repeated: number): void;
  turnsClosed(turns: number, findings: number): void;
  openTurns(origin: string, open: number): void;
  dataGap(tp: TopicPartition, expected: number, found: number): void;
}

/**
 * How far ahead of its origin's watermark a step may be dated. What a step with a clock in 2099 shows was found
 * now: dated then, its anomaly would stay open until then.
 */
const AHEAD_MAX_MS = 60_000;

/** Findings of one log record are numbered from here on, so that each has a position of its own. */
const FINDINGS_PER_RECORD_MAX = 16_000;

/**
 * assemble, one steps partition: steps in; turns, findings and turn windows out.
 *
 *   envelope ─► skip what this origin sent before ─► fold into open turns ─► findings that fire at once
 *                         │
 *       combined watermark moves ─► close turns that are over ─► count each in the minute it closed
 *                         │
 *       send turns and findings (acknowledged) ─► seal complete windows ─► partials ─► let turns go
 *
 * Time comes from the origins: hours of backlog close turns exactly as a live run would have. A turn is kept
 * until its windows and every window a half of it could reach are sealed, so the committed offset never cuts
 * a turn whose effects are not durable; effects that fall in sealed windows are suppressed on a replay.
 */
export class AssemblePartition implements PartitionTask {
  readonly startOffset: number;
  private readonly origin: string;
  private readonly assembler: TurnAssembler;
  private readonly windows: PartitionWindows;
  private readonly progress: OriginProgress;
  private readonly checkpoints = new Checkpoints<ProgressState>(16);
  private nextOffset: number;
  private turns: Turn[] = [];
  private findings: Finding[] = [];
  private findingsOfRecord = 0;
  private sentWatermarkMs = -1;
  private readonly memory: EmptyRatesMemory;
  private savedAtMs = 0;
  private committable: CommittedPoint | null = null;
  private lastCommitted = '';

  constructor(
    tp: TopicPartition,
    private readonly start: PartitionStart,
    saved: readonly StateSnapshot[],
    private readonly deps: AssembleDeps,
  ) {
    const { settings } = deps;
    const restored = start.committed ? decodeMetadata<DerivedMetadata>(start.committed.metadata) : null;
    this.startOffset = Math.max(restored ? start.committed!.offset : 0, start.lowOffset);
    if (restored && start.committed!.offset < start.lowOffset) {
      deps.observe.dataGap(tp, start.committed!.offset, start.lowOffset);
    }
    this.nextOffset = this.startOffset;
    this.origin = `${tp.topic}/${tp.partition}`;
    this.windows = new PartitionWindows(settings.windows, restored?.d['assemble'] ?? -1);
    this.memory = new EmptyRatesMemory(deps.snapshots, tp.partition, saved, this.windows.sealedUpToMs);
    this.assembler = new TurnAssembler({ ...settings.turns, rules: settings.rules(this.memory.rates) });
    this.progress = new OriginProgress(settings.inputTopics, restored);
    if (restored) {
      this.assembler.advance(restored.wm, 0);
      this.assembler.release(this.windows.sealedUpToMs);
    }
  }

  async onRecords(records: readonly LogRecord[]): Promise<void> {
    for (const record of records) {
      // After a send that failed the same records may be delivered again before the process ends.
      if (record.offset >= this.nextOffset) this.fold(record);
    }
    await this.sendEffects();
    await this.sealComplete();
    this.deps.observe.openTurns(this.origin, this.assembler.openTurns);
  }

  /** Time comes from the origins' punctuation; a tick only writes the memory and makes a point to commit. */
  async onTick(nowMs: number): Promise<void> {
    if (nowMs - this.savedAtMs < this.deps.settings.snapshotEveryMs) return;
    this.savedAtMs = nowMs;
    await this.makeCommittable();
  }

  commitPoint(): CommittedPoint | null {
    const point = this.committable;
    this.committable = null;
    return point;
  }

  /** The memory first, then the point whose D it belongs to. While the store is away only the commit waits. */
  private async makeCommittable(): Promise<void> {
    const point = this.currentPoint();
    if (point && (await this.memory.save())) this.committable = point;
  }

  private currentPoint(): CommittedPoint | null {
    const open = [this.assembler.oldestLogOffset(), this.windows.oldestOffset()].filter((o) => o !== null);
    const wanted = Math.min(this.nextOffset, ...open);
    const point = wanted === this.nextOffset ? null : this.checkpoints.atOrBefore(wanted);
    if (point === null && wanted < this.nextOffset) return null;
    const state = point?.state ?? this.progress.state;
    const offset = point?.offset ?? wanted;
    const metadata = encodeMetadata(progressMetadata(state, { assemble: this.windows.sealedUpToMs }));
    const text = `${offset} ${metadata}`;
    if (text === this.lastCommitted) return null;
    this.lastCommitted = text;
    return { offset, metadata };
  }

  onRevoked(): void {
    this.turns = [];
    this.findings = [];
  }

  async drain(): Promise<void> {
    await this.sendEffects();
    await this.sealComplete();
    await this.makeCommittable();
  }

  private fold(record: LogRecord): void {
    this.checkpoints.note(record.offset, this.progress.state);
    this.findingsOfRecord = 0;
    const envelope = decodeSteps(Buffer.from(record.value ?? []).toString('utf8'));
    const appliedUpTo = this.progress.appliedUpTo(envelope.origin);
    const latestMs = Math.max(envelope.watermarkMs, this.progress.watermarkMs) + AHEAD_MAX_MS;
    let folded = 0;
    for (const { position, step } of envelope.rows) {
      if (position <= appliedUpTo) continue;
      folded++;
      const found = this.assembler.fold(step, position, record.offset);
      if (found.length > 0) this.keep(found.map(notAfter(latestMs)), record.offset);
    }
    this.deps.observe.steps(folded, envelope.rows.length - folded);
    const watermarkBeforeMs = this.progress.watermarkMs;
    this.progress.accept(envelope);
    const closed = this.assembler.advance(this.progress.watermarkMs, endOfMessage(record.offset));
    for (const turn of closed) this.count(turn, record.offset, watermarkBeforeMs);
    this.nextOffset = record.offset + 1;
  }

  /** Effects of a closed turn, unless its unit is durable already: then this is a replay. */
  private count(closed: ClosedTurn, logOffset: number, watermarkBeforeMs: number): void {
    const { turn, findings, marks, firstLogOffset } = closed;
    const at = { firstOffset: firstLogOffset, recordTimeMs: turn.closedAtMs, watermarkBeforeMs };
    if (this.windows.isDurable(turn.closedAtMs, at)) return;
    for (const mark of marks) this.windows.add(mark, mark.atMs, at);
    this.turns.push(turn);
    this.keep(findings, logOffset);
  }

  private keep(findings: readonly Finding[], logOffset: number): void {
    for (const finding of findings) {
      const at = { recordTimeMs: finding.atMs, watermarkBeforeMs: this.progress.watermarkMs };
      if (this.windows.isDurable(finding.atMs, at)) continue;
      if (this.findingsOfRecord >= FINDINGS_PER_RECORD_MAX) return;
      this.findings.push({ ...finding, position: positionOf(logOffset, this.findingsOfRecord++) });
    }
  }

  private async sendEffects(): Promise<void> {
    const { producer, settings, partitionCounts, observe } = this.deps;
    const watermarkMs = this.progress.watermarkMs;
    const minuteMoved = watermarkMs - this.sentWatermarkMs >= settings.windows.windowSizeMs;
    if (this.turns.length === 0 && this.findings.length === 0 && !minuteMoved) return;
    const out: OutgoingRecord[] = findingRecords(
      settings.topics.findings,
      partitionCounts.findings,
      this.head(watermarkMs),
      this.findings,
    );
    if (this.turns.length > 0) {
      const value = JSON.stringify({ ...this.head(watermarkMs), rows: this.turns });
      out.push({ topic: settings.topics.turns, value });
    }
    await producer.send(out);
    observe.turnsClosed(this.turns.length, this.findings.length);
    this.turns = [];
    this.findings = [];
    this.sentWatermarkMs = watermarkMs;
  }

  private async sealComplete(): Promise<void> {
    const { settings, producer, partitionCounts } = this.deps;
    const { windowSizeMs, allowedLatenessMs } = settings.windows;
    const boundary = (ms: number): number => windowStartOf(ms - allowedLatenessMs, windowSizeMs);
    const watermarkMs = this.progress.watermarkMs;
    if (boundary(watermarkMs) <= boundary(this.windows.sealedUpToMs)) return;
    const rows = this.windows.completeUnder(watermarkMs);
    await producer.send(
      partialRecords(settings.topics.partials, partitionCounts.partials, this.head(watermarkMs), rows),
    );
    this.windows.release(watermarkMs);
    this.assembler.release(watermarkMs);
    this.memory.rates.settle(watermarkMs);
  }

  private head(watermarkMs: number) {
    return {
      v: 1 as const,
      stage: 'assemble' as const,
      origin: this.origin,
      originPartitions: this.start.partitions,
      upTo: endOfMessage(this.nextOffset - 1),
      watermarkMs,
      idle: false,
    };
  }
}

function notAfter(latestMs: number) {
  return (finding: Finding): Finding => ({ ...finding, atMs: Math.min(finding.atMs, latestMs) });
}
