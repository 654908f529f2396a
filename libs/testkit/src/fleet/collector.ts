import {
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { type ExportedRecord } from './agent-simulation';
import { type CollectorName } from './agent-profile';
import { type EventRecord, type FinishedSpan } from './otlp-records';

export type FleetTopic = 'otlp_spans' | 'otlp_logs';

/** What a Collector hands to Kafka at `sentMs`, not encoded yet. */
export interface Batch {
  sentMs: number;
  collector: CollectorName;
  key: string | null;
  exported: ExportedRecord[];
}

/** Like the Collector's batch processor: `send_batch_size` and `timeout`. */
const BATCH_RECORDS = 20;
const BATCH_TIMEOUT_MS = 45_000;

/**
 * Batches one Collector's records, given in export order. What is left at `endMs` is sent just before it, so
 * that every hour stands alone. `by-trace` splits a batch into one keyed message per trace
 * (`partition_traces_by_id`); the others send mixed batches without a key.
 */
export function batchRecords(collector: CollectorName, exported: ExportedRecord[], endMs: number): Batch[] {
  const batches: Batch[] = [];
  let open: ExportedRecord[] = [];
  let openedMs = 0;
  const send = (sentMs: number): void => {
    if (open.length === 0) return;
    for (const [key, part] of collector === 'by-trace' ? partByTrace(open) : [[null, open] as const]) {
      batches.push({ sentMs, collector, key, exported: part });
    }
    open = [];
  };
  for (const one of exported) {
    if (open.length > 0 && one.exportedMs - openedMs >= BATCH_TIMEOUT_MS) send(openedMs + BATCH_TIMEOUT_MS);
    if (open.length === 0) openedMs = one.exportedMs;
    open.push(one);
    if (open.length >= BATCH_RECORDS) send(one.exportedMs);
  }
  send(Math.min(openedMs + BATCH_TIMEOUT_MS, endMs - 1));
  return batches;
}

export function topicOf(collector: CollectorName): FleetTopic {
  return collector === 'logs' ? 'otlp_logs' : 'otlp_spans';
}

/** The message value, by OpenTelemetry's own serialisers. */
export function encodeBatch(batch: Batch): Uint8Array {
  const records = batch.exported.map((one) => one.record);
  const value =
    batch.collector === 'logs'
      ? ProtobufLogsSerializer.serializeRequest(records as EventRecord[])
      : batch.collector === 'json'
        ? JsonTraceSerializer.serializeRequest(records as FinishedSpan[])
        : ProtobufTraceSerializer.serializeRequest(records as FinishedSpan[]);
  if (value === undefined) throw new Error('the serialiser returned nothing');
  return value;
}

function partByTrace(exported: ExportedRecord[]): Map<string, ExportedRecord[]> {
  const parts = new Map<string, ExportedRecord[]>();
  for (const one of exported) {
    const part = parts.get(one.traceId);
    if (part === undefined) parts.set(one.traceId, [one]);
    else part.push(one);
  }
  return parts;
}
