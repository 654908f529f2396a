import {
  decodeSteps,
  decodeWindows,
  seriesKey,
  type AnomalyData,
  type CloudEvent,
  type Envelope,
  type Finding,
  type LedgerRow,
  type Stage,
  type Step,
  type Turn,
  type WindowRow,
} from '@tacet/contracts';
import type { MemoryLog } from '@tacet/adapters/kafka';
import { SentRows } from './sent-rows';

/** Steps by origin and position. Repeats must be equal. */
export function sentSteps(log: MemoryLog, topic: string): SentRows<Step> {
  return new SentRows(log, topic, (text) => {
    const { origin, rows } = decodeSteps(text);
    return rows.map(({ position, step }) => ({ identity: `${origin} ${position}`, version: 0, row: step }));
  });
}

/** Window rows of one stage, by series, window, kind, bucket and origin. */
export function sentWindows(log: MemoryLog, topic: string, of: Stage): SentRows<WindowRow> {
  return new SentRows(log, topic, (text) => {
    const { origin, stage, rows } = decodeWindows(text);
    if (stage !== of) return [];
    return rows.map((row) => ({ identity: windowIdentity(origin, row), version: row.version, row }));
  });
}

export function windowIdentity(origin: string, { series, windowStartMs, kind, bucketMs }: WindowRow): string {
  return [seriesKey(series).replaceAll('\u001f', '|'), windowStartMs, kind, bucketMs, origin].join(' ');
}

/** Ledger rows by origin and bucket; the version is the number of messages, as the store counts it. */
export function sentLedger(log: MemoryLog, topic: string): SentRows<LedgerRow> {
  return new SentRows(log, topic, (text) =>
    (JSON.parse(text) as Envelope<LedgerRow>).rows.map((row) => ({
      identity: `${row.origin} ${row.bucketMs}`,
      version: row.messages,
      row,
    })),
  );
}

/** Turns by id and the time at which they were over: a trace that goes on later is another turn with its id. */
export function sentTurns(log: MemoryLog, topic: string): SentRows<Turn> {
  return new SentRows(log, topic, (text) =>
    (JSON.parse(text) as Envelope<Turn>).rows.map((row) => ({
      identity: `${row.id} ${row.closedAtMs}`,
      version: row.version,
      row,
    })),
  );
}

/**
 * Findings by id and time (as turns), without their position: a repeat may carry a lower one, because it numbers only the findings
 * of its record that are not durable yet.
 */
export function sentFindings(log: MemoryLog, topic: string): SentRows<Omit<Finding, 'position'>> {
  return new SentRows(log, topic, (text) =>
    (JSON.parse(text) as Envelope<Finding>).rows.map(({ position: _position, ...row }) => ({
      identity: `${row.id} ${row.atMs}`,
      version: row.version,
      row,
    })),
  );
}

/** Anomaly events by id and revision: every repeat must be equal. */
export function sentAnomalies(log: MemoryLog, topic: string): SentRows<CloudEvent<AnomalyData>> {
  return new SentRows(log, topic, (text) => {
    const event = JSON.parse(text) as CloudEvent<AnomalyData>;
    return [{ identity: `${event.data.id} ${event.data.revision}`, version: 0, row: event }];
  });
}
