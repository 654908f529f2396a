import {
  endOfMessage,
  positionOf,
  type Envelope,
  type Finding,
  type Series,
  type Signal,
  type WindowRow,
} from '@tacet/contracts';
import { partialRecords, partitionOfKey, type OutgoingRecord } from '@tacet/runtime';
import type { Random } from '@tacet/testkit/replay-harness';

export const MINUTE_MS = 60_000;
/** A full hour, so that the shares of the budget are set at known minutes. */
export const T0_MS = 29_000_040 * MINUTE_MS;
export const ORIGINS = 2;

const AGENTS = 3;
const MINUTES = 170;

type Head = Omit<Envelope<never>, 'rows'>;

/**
 * What assemble would send: per origin, in its own order, one record a minute or one for several, both with
 * repeats in between. Each agent has a bad half hour in which many of its turns carry the mark.
 */
export function randomInputs(
  random: Random,
  topics: { partials: string; findings: string },
  partitions: number,
) {
  const badFrom = Array.from({ length: AGENTS }, () => 75 + random.below(50));
  const origins = Array.from({ length: ORIGINS }, (_, origin) => {
    return new Origin(random, `steps/${origin}`, topics, partitions, badFrom);
  });
  const records: OutgoingRecord[] = [];
  while (origins.some((origin) => origin.isBehind)) {
    const origin = random.pick(origins.filter((one) => one.isBehind));
    if (random.chance(0.1)) records.push(...origin.repeat());
    records.push(...origin.next());
  }
  return records;
}

class Origin {
  private minute = 0;
  private readonly sent: { head: Head; rows: WindowRow[]; findings: Finding[] }[] = [];

  constructor(
    private readonly random: Random,
    private readonly origin: string,
    private readonly topics: { partials: string; findings: string },
    private readonly partitions: number,
    private readonly badFrom: readonly number[],
  ) {}

  get isBehind(): boolean {
    return this.minute < MINUTES;
  }

  next(): OutgoingRecord[] {
    const minutes = this.random.chance(0.8) ? 1 : this.random.between(2, 5);
    const from = this.minute;
    this.minute = Math.min(MINUTES, from + minutes);
    const offset = this.minute;
    const watermarkMs = T0_MS + this.minute * MINUTE_MS + this.random.below(MINUTE_MS);
    const head: Head = {
      v: 1,
      stage: 'assemble',
      origin: this.origin,
      originPartitions: ORIGINS,
      upTo: endOfMessage(offset),
      watermarkMs,
      idle: false,
    };
    const rows: WindowRow[] = [];
    for (let at = from; at < this.minute; at++) rows.push(...this.rowsOf(at));
    const findings = this.findingsOf(offset, watermarkMs);
    this.sent.push({ head, rows, findings });
    return this.recordsOf(head, rows, findings);
  }

  /** A replay: something that was sent before, once more; of its findings perhaps only the last ones. */
  repeat(): OutgoingRecord[] {
    if (this.sent.length === 0) return [];
    const { head, rows, findings } = this.random.pick(this.sent);
    const left = findings.slice(this.random.below(findings.length + 1));
    const renumbered = left.map((finding, i) => ({ ...finding, position: positionOf(offsetOf(head), i) }));
    return this.recordsOf(head, rows, renumbered);
  }

  private recordsOf(head: Head, rows: WindowRow[], findings: Finding[]): OutgoingRecord[] {
    const groups: Finding[][] = Array.from({ length: this.partitions }, () => []);
    for (const finding of findings) groups[partitionOfKey(finding.agent, this.partitions)]!.push(finding);
    return [
      ...groups.map((group, partition) => ({
        topic: this.topics.findings,
        partition,
        value: JSON.stringify({ ...head, rows: group }),
      })),
      ...partialRecords(this.topics.partials, this.partitions, head, rows),
    ];
  }

  private rowsOf(minute: number): WindowRow[] {
    const rows: WindowRow[] = [];
    for (let agent = 0; agent < AGENTS; agent++) {
      const n = this.random.below(7);
      if (n === 0) continue;
      const rate = this.isBad(agent, minute) ? 0.7 : 0.03;
      let sum = 0;
      for (let i = 0; i < n; i++) if (this.random.chance(rate)) sum++;
      rows.push(rowOf('fail-plausible', agent, minute, n, sum), rowOf('turn-volume', agent, minute, n, n));
    }
    return rows;
  }

  private findingsOf(offset: number, watermarkMs: number): Finding[] {
    const findings: Finding[] = [];
    for (let agent = 0; agent < AGENTS; agent++) {
      const hits = this.random.chance(this.isBad(agent, this.minute) ? 0.5 : 0.01)
        ? this.random.between(1, 3)
        : 0;
      for (let i = 0; i < hits; i++) {
        const position = positionOf(offset, findings.length);
        findings.push(
          findingOf(`${this.origin} ${position}`, `agent${agent}`, position, watermarkMs + 1 + i),
        );
      }
    }
    return findings;
  }

  private isBad(agent: number, minute: number): boolean {
    const from = this.badFrom[agent]!;
    return minute >= from && minute < from + 30;
  }
}

function offsetOf({ upTo }: Head): number {
  return Math.floor(upTo / 16_384);
}

function rowOf(signal: Signal, agent: number, minute: number, n: number, sum: number): WindowRow {
  const series: Series = {
    signal,
    tenant: `tenant${agent % 2}`,
    env: 'prod',
    service: 'shop',
    agent: `agent${agent}`,
    agentVersion: '',
    model: '',
    tool: '',
    stepKind: '',
  };
  const windowStartMs = T0_MS + minute * MINUTE_MS;
  return { series, windowStartMs, kind: 'on-time', bucketMs: 0, version: n, n, sum, measures: [] };
}

function findingOf(id: string, agent: string, position: number, atMs: number): Finding {
  return {
    id,
    version: 5,
    position,
    rule: 'tool-loop',
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent,
    agentVersion: '',
    model: 'm',
    tool: 'search',
    sessionId: '',
    turnId: id,
    traceId: 'a'.repeat(32),
    spanIds: ['b'.repeat(16)],
    atMs,
    opensAnomaly: true,
    evidence: { repeats: 5 },
    message: 'search was called 5 times with the same arguments in one turn',
  };
}
