import { encodeWindows, type Envelope, type WindowRow } from '@tacet/contracts';
import type { OutgoingRecord } from '../ports/log';
import { partitionOfKey } from '../replay/place-row';

/**
 * One record per partials partition: the rows of the series that live there, and how far the origin is sealed.
 * Rows and the punctuation that follows from them travel in one record, so neither is seen without the other.
 */
export function partialRecords(
  topic: string,
  partitions: number,
  head: Omit<Envelope<never>, 'rows'>,
  rows: readonly WindowRow[],
): OutgoingRecord[] {
  const groups: WindowRow[][] = Array.from({ length: partitions }, () => []);
  for (const row of rows) groups[partitionOfKey(placeOf(row), partitions)]!.push(row);
  return groups.map((group, partition) => ({ topic, partition, value: encodeWindows(head, group) }));
}

/** All series of one agent share a partition: its anomalies can be grouped where they arise. */
function placeOf(row: WindowRow): string {
  const { tenant, env, service, agent } = row.series;
  return `${tenant}/${env}/${service}/${agent}`;
}
