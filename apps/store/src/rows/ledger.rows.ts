import type { LedgerRow } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import type { MessageRows } from './message-rows';
import { readEnvelope } from './read-envelope';

/** An envelope of ledger tiles → one row per origin partition and minute of its watermark. */
export function ledgerRows(value: string): MessageRows {
  const envelope = readEnvelope<LedgerRow>(value);
  return envelope
    ? { ok: true, rows: envelope.rows.map(ledgerRow) }
    : { ok: false, reason: 'not-an-envelope' };
}

function ledgerRow(tile: LedgerRow): TableRow {
  return {
    origin: tile.origin,
    bucket_start: tile.bucketMs,
    version: tile.messages,
    first_offset: tile.firstOffset,
    last_offset: tile.lastOffset,
    messages: tile.messages,
    bytes: tile.bytes,
    on_time: tile.onTime,
    late: tile.late,
    future: tile.future,
    overflow: tile.overflow,
    poison: tile.poison,
    unknown_attributes: tile.unknownAttributes,
  };
}
