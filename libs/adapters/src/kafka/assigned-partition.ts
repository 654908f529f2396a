import type { CommittedPoint, LogRecord, PartitionTask, TopicPartition } from '@tacet/runtime';

/** One assigned partition: its task, its position, and the order of calls (records and ticks never overlap). */
export class AssignedPartition {
  private turn: Promise<void> = Promise.resolve();
  private rewound = false;
  private revoked = false;
  nextOffset: number;

  constructor(
    readonly tp: TopicPartition,
    private readonly task: PartitionTask,
  ) {
    this.nextOffset = task.startOffset;
  }

  /** True once after each delivery: a gap that remains after seeking back is the log's own (retention). */
  mayRewind(): boolean {
    if (this.rewound) return false;
    this.rewound = true;
    return true;
  }

  deliver(records: readonly LogRecord[], endOffset: number, highOffset: number): Promise<void> {
    return this.inTurn(async () => {
      if (records.length > 0) await this.task.onRecords(records, highOffset);
      this.rewound = false;
      if (endOffset > this.nextOffset) this.nextOffset = endOffset;
    });
  }

  tick(nowMs: number): Promise<void> {
    return this.inTurn(() => this.task.onTick(nowMs));
  }

  commitPoint(): CommittedPoint | null {
    return this.revoked ? null : this.task.commitPoint();
  }

  revoke(): void {
    this.revoked = true;
    this.task.onRevoked();
  }

  drain(): Promise<void> {
    return this.inTurn(() => this.task.drain());
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.turn.then(() => (this.revoked ? undefined : work()));
    this.turn = next.catch(() => undefined);
    return next;
  }
}
