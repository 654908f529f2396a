import {
  endOfMessage,
  offsetOf,
  type DeadLetter,
  type Envelope,
  type LedgerRow,
  type PositionedStep,
  type WindowRow,
} from '@tacet/contracts';
import { PartitionWindows, windowStartOf } from '@tacet/core/event-time';
import {
  Checkpoints,
  decodeMetadata,
  encodeMetadata,
  METADATA_VERSION,
  partialRecords,
  type CommittedPoint,
  type InputMetadata,
  type LogProducer,
  type LogRecord,
  type OutgoingRecord,
  type PartitionStart,
  type PartitionTask,
  type TopicPartition,
} from '@tacet/runtime';
import type { AdmitSettings } from './admit.config';
import type { DecodedMessage } from './steps/decode-message.step';
import { LedgerBuckets } from './steps/ledger-buckets.step';
import { markOfStep } from './steps/mark-of-step.step';
import { stepRecords } from './steps/address-records.step';

export interface AdmitDeps {
  settings: AdmitSettings;
  producer: LogProducer;
  decodeMessage: (record: LogRecord) => DecodedMessage;
  partitionCounts: { steps: number; partials: number };
  observe: AdmitObserver;
}

/** What admit tells its metrics. */
export interface AdmitObserver {
  message(fate: DecodedMessage['fate'], steps: number, bytes: number, unknownAttributes: number): void;
  sealed(rows: number): void;
  dataGap(tp: TopicPartition, expected: number, found: number): void;
}

/**
 * admit, one input partition: bytes in; steps, window rows and ledger rows out.
 *
 *   message ─► decode ─► count in windows and ledger ─► gather steps
 *                                  │                        │ (acknowledged, in offset order)
 *                     watermark moves ─► seal complete units ─► partials, ledger (acknowledged) ─► let go
 *
 * Nothing is committed beyond the oldest unit that is still open, so whatever is lost in a crash is rebuilt
 * from the log. Everything before the sends may be thrown away on a rebalance.
 */
export class AdmitPartition implements PartitionTask {
  readonly startOffset: number;
  private readonly origin: string;
  private readonly windows: PartitionWindows;
  private readonly ledger: LedgerBuckets;
  private readonly watermarks = new Checkpoints<number>(16);
  private nextOffset: number;
  private watermarkMs: number;
  private emittedUpTo: number;
  private pending: PositionedStep[] = [];
  private deadLetters: DeadLetter[] = [];
  private highOffset: number;
  private lastRecordAtMs = 0;
  /** Silence after which the partition next says that it is idle. */
  private nextIdleAfterMs: number;
  private lastCommitted = '';

  constructor(
    tp: TopicPartition,
    private readonly start: PartitionStart,
    private readonly deps: AdmitDeps,
  ) {
    const { settings } = deps;
    const restored = start.committed ? decodeMetadata<InputMetadata>(start.committed.metadata) : null;
    const from = start.committed && restored ? start.committed.offset : start.lowOffset;
    if (from < start.lowOffset) deps.observe.dataGap(tp, from, start.lowOffset);
    this.startOffset = Math.max(from, start.lowOffset);
    this.nextOffset = this.startOffset;
    this.highOffset = start.highOffset;
    this.nextIdleAfterMs = settings.idleAfterMs;
    this.watermarkMs = restored?.wm ?? -1;
    this.emittedUpTo = endOfMessage((restored?.e ?? 0) - 1);
    this.origin = `${tp.topic}/${tp.partition}`;
    this.windows = new PartitionWindows(settings.windows, restored?.d ?? -1);
    this.ledger = new LedgerBuckets(this.origin, settings.windows);
  }

  async onRecords(records: readonly LogRecord[], highOffset: number): Promise<void> {
    this.highOffset = highOffset;
    this.nextIdleAfterMs = this.deps.settings.idleAfterMs;
    this.lastRecordAtMs = 0;
    for (const record of records) {
      // After a send that failed the same records may be delivered again before the process ends.
      if (record.offset < this.nextOffset) continue;
      this.admit(record);
      if (this.pending.length >= this.deps.settings.stepsPerSendMax) await this.emitSteps();
    }
    await this.emitSteps();
    await this.sealComplete();
  }

  /**
   * A silent partition at its end says so, with its open rows as they stand, so that no reader waits for it. Where
   * silence tells the time it goes on saying how far time has come, each time that the silence has doubled and at least
   * once in a window: when every partition is silent nothing else closes the last turns.
   */
  async onTick(nowMs: number): Promise<void> {
    if (this.lastRecordAtMs === 0) this.lastRecordAtMs = nowMs;
    const silentMs = nowMs - this.lastRecordAtMs;
    if (this.nextOffset < this.highOffset || silentMs < this.nextIdleAfterMs) return;
    await this.emitSteps();
    const { idleAfterMs, watermarkBoundMs, windows } = this.deps.settings;
    const isClockTime = this.followsTheClock();
    const watermarkMs = isClockTime ? Math.max(this.watermarkMs, nowMs - watermarkBoundMs) : this.watermarkMs;
    const isFirst = this.nextIdleAfterMs === idleAfterMs;
    await this.deps.producer.send([
      ...this.envelopeOfSteps([], watermarkMs, true),
      ...(isFirst ? this.envelopeOfPartials(this.windows.current(), watermarkMs, true) : []),
      ...(isFirst ? this.envelopeOfLedger(this.ledger.current()) : []),
    ]);
    this.nextIdleAfterMs = isClockTime ? silentMs + Math.min(silentMs, windows.windowSizeMs) : Infinity;
  }

  commitPoint(): CommittedPoint | null {
    const open = [this.windows.oldestOffset(), this.ledger.oldestOffset()].filter((o) => o !== null);
    const wanted = Math.min(this.nextOffset, ...open);
    const point = wanted === this.nextOffset ? null : this.watermarks.atOrBefore(wanted);
    const offset = point?.offset ?? wanted;
    if (point === null && wanted < this.nextOffset) return null;
    const metadata = encodeMetadata({
      v: METADATA_VERSION,
      wm: point?.state ?? this.watermarkMs,
      d: this.windows.sealedUpToMs,
      e: offsetOf(this.emittedUpTo) + 1,
    });
    const text = `${offset} ${metadata}`;
    if (text === this.lastCommitted) return null;
    this.lastCommitted = text;
    return { offset, metadata };
  }

  onRevoked(): void {
    this.pending = [];
  }

  async drain(): Promise<void> {
    await this.emitSteps();
    await this.sealComplete();
  }

  /**
   * Whether silence tells the time. It does where the broker stamps records; and where producers do, as long as
   * the last stamp was of the moment: history that is being replayed says nothing about what comes next.
   */
  private followsTheClock(): boolean {
    if (this.start.timestampType === 'LogAppendTime') return true;
    const { watermarkBoundMs, windows } = this.deps.settings;
    const lastRecordMs = this.watermarkMs + watermarkBoundMs;
    return this.watermarkMs >= 0 && Math.abs(this.lastRecordAtMs - lastRecordMs) <= windows.windowSizeMs;
  }

  private admit(record: LogRecord): void {
    const { settings, observe } = this.deps;
    const watermarkBeforeMs = this.watermarkMs;
    this.watermarks.note(record.offset, watermarkBeforeMs);
    const decoded = this.deps.decodeMessage(record);
    const entry = {
      bytes: decoded.bytes,
      onTime: 0,
      late: 0,
      future: 0,
      overflow: 0,
      poison: decoded.fate === 'dead-letter' ? 1 : 0,
      unknownAttributes: decoded.fate === 'ok' ? decoded.unknownAttributes : 0,
    };
    if (decoded.fate === 'ok') {
      const overflowBefore = this.windows.overflow;
      const at = { firstOffset: record.offset, recordTimeMs: record.timestampMs, watermarkBeforeMs };
      for (const positioned of decoded.steps) {
        const kind = this.windows.add(markOfStep(positioned.step), positioned.step.endUs / 1_000, at);
        if (kind === 'on-time') entry.onTime++;
        else if (kind === 'late') entry.late++;
        else entry.future++;
        if (positioned.position > this.emittedUpTo) this.pending.push(positioned);
      }
      entry.overflow = this.windows.overflow - overflowBefore;
      observe.message('ok', decoded.steps.length, decoded.bytes, decoded.unknownAttributes);
    } else {
      if (endOfMessage(record.offset) > this.emittedUpTo) this.deadLetters.push(decoded.deadLetter);
      observe.message('dead-letter', 0, decoded.bytes, 0);
    }
    this.ledger.add(record.offset, watermarkBeforeMs, this.windows.sealedUpToMs, entry);
    this.watermarkMs = Math.max(this.watermarkMs, record.timestampMs - settings.watermarkBoundMs);
    this.nextOffset = record.offset + 1;
  }

  private async emitSteps(): Promise<void> {
    const upTo = endOfMessage(this.nextOffset - 1);
    if (upTo <= this.emittedUpTo) {
      this.pending = [];
      return;
    }
    const { producer, settings } = this.deps;
    const letters: OutgoingRecord[] = this.deadLetters.map((letter) => ({
      topic: settings.topics.deadLetters,
      value: JSON.stringify(letter),
    }));
    await producer.send([...letters, ...this.envelopeOfSteps(this.pending, this.watermarkMs, false)]);
    this.emittedUpTo = upTo;
    this.pending = [];
    this.deadLetters = [];
  }

  /**
   * D moves by whole windows: then every unit that a message of an open ledger bucket counts in is open too, so
   * that a replay counts its overflow as the first run did, also when the lateness is no whole number of windows.
   */
  private async sealComplete(): Promise<void> {
    const upToMs = windowStartOf(this.watermarkMs, this.deps.settings.windows.windowSizeMs);
    if (upToMs <= this.windows.sealedUpToMs) return;
    const rows = this.windows.completeUnder(upToMs);
    await this.deps.producer.send([
      ...this.envelopeOfLedger(this.ledger.completeUnder(upToMs)),
      ...this.envelopeOfPartials(rows, upToMs, false),
    ]);
    this.windows.release(upToMs);
    this.ledger.release(upToMs);
    this.deps.observe.sealed(rows.length);
  }

  private head(watermarkMs: number, idle: boolean): Omit<Envelope<never>, 'rows' | 'v' | 'stage'> {
    return {
      origin: this.origin,
      originPartitions: this.start.partitions,
      upTo: endOfMessage(this.nextOffset - 1),
      watermarkMs,
      idle,
    };
  }

  private envelopeOfSteps(steps: PositionedStep[], watermarkMs: number, idle: boolean): OutgoingRecord[] {
    const { settings, partitionCounts } = this.deps;
    return stepRecords(settings.topics.steps, partitionCounts.steps, this.head(watermarkMs, idle), steps);
  }

  private envelopeOfPartials(rows: WindowRow[], watermarkMs: number, idle: boolean): OutgoingRecord[] {
    const { settings, partitionCounts } = this.deps;
    const head = { ...this.head(watermarkMs, idle), v: 1 as const, stage: 'admit' as const };
    return partialRecords(settings.topics.partials, partitionCounts.partials, head, rows);
  }

  private envelopeOfLedger(rows: LedgerRow[]): OutgoingRecord[] {
    if (rows.length === 0) return [];
    const head = { ...this.head(this.watermarkMs, false), v: 1 as const, stage: 'admit' as const };
    return [{ topic: this.deps.settings.topics.ledger, value: JSON.stringify({ ...head, rows }) }];
  }
}
