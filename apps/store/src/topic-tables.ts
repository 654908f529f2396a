import type { TopicId } from '@tacet/contracts';
import type { StoreRow } from '@tacet/runtime';
import { anomaliesRows } from './rows/anomalies.rows';
import { controlsRows } from './rows/controls.rows';
import { deadLettersRows } from './rows/dead-letters.rows';
import { deploymentsRows } from './rows/deployments.rows';
import { findingsRows } from './rows/findings.rows';
import { ledgerRows } from './rows/ledger.rows';
import type { MessageRows, ToRows } from './rows/message-rows';
import { outcomesRows } from './rows/outcomes.rows';
import { recoveriesRows } from './rows/recoveries.rows';
import { stepsRows } from './rows/steps.rows';
import { turnsRows } from './rows/turns.rows';
import { windowsRows } from './rows/windows.rows';

export interface TopicTable {
  topic: TopicId;
  table: string;
  toRows: ToRows<StoreRow>;
}

/** The whole of what store does: which topic lands in which table, and how. */
export const TOPIC_TABLES: readonly TopicTable[] = [
  { topic: 'steps', table: 'steps', toRows: stepsRows },
  { topic: 'partials', table: 'windows', toRows: windowsRows },
  { topic: 'turns', table: 'turns', toRows: turnsRows },
  { topic: 'findings', table: 'findings', toRows: findingsRows },
  { topic: 'anomalies', table: 'anomalies', toRows: anomaliesRows },
  { topic: 'recoveries', table: 'recoveries', toRows: recoveriesRows },
  { topic: 'deployments', table: 'deployments', toRows: deploymentsRows },
  { topic: 'outcomes', table: 'outcomes', toRows: outcomesRows },
  { topic: 'controls', table: 'controls', toRows: controlsRows },
  { topic: 'ledger', table: 'ledger', toRows: ledgerRows },
  { topic: 'deadLetters', table: 'dead_letters', toRows: deadLettersRows },
];

/** Rows of one message; a message that cannot be read is a reason, never an exception. */
export function readMessage(
  { toRows }: TopicTable,
  value: Uint8Array | null,
  logTimeMs: number,
): MessageRows<StoreRow> {
  if (!value || value.length === 0) return { ok: false, reason: 'empty' };
  try {
    const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
    // A record without a time carries -1.
    return toRows(text, Math.max(0, logTimeMs));
  } catch {
    return { ok: false, reason: 'unreadable' };
  }
}
