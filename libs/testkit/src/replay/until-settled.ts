import type { Reader } from '@tacet/adapters/clickhouse';
import { readStoredSoFar } from './stored-trail';

const GIVE_UP_AFTER_MS = 300_000;
const POLL_EVERY_MS = 250;
/** No change for so long after every trace had a turn: later versions of turns and findings are in too. */
const SETTLED_AFTER_MS = 3_000;
/** No change for so long: what is open stays open. Well beyond the 5 s after which the end of a log counts as idle. */
const STILL_OPEN_AFTER_MS = 15_000;

/**
 * Waits until every step is stored and every turn that can close has closed; resolves to the wall time of the last
 * change, also when it gave up.
 */
export async function untilSettled(
  reader: Reader,
  wanted: { steps: number; traces: number },
  signal: AbortSignal,
): Promise<number> {
  const giveUpAtMs = Date.now() + GIVE_UP_AFTER_MS;
  let changedAtMs = Date.now();
  let fingerprint = '';
  while (Date.now() < giveUpAtMs) {
    signal.throwIfAborted();
    const soFar = await readStoredSoFar(reader);
    if (soFar.fingerprint !== fingerprint) changedAtMs = Date.now();
    fingerprint = soFar.fingerprint;
    const isClosed = soFar.tracesClosed >= wanted.traces;
    const quietMs = Date.now() - changedAtMs;
    if (soFar.steps >= wanted.steps && quietMs >= (isClosed ? SETTLED_AFTER_MS : STILL_OPEN_AFTER_MS)) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
  return changedAtMs;
}
