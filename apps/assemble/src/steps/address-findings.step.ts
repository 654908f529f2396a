import type { Envelope, Finding } from '@tacet/contracts';
import { partitionOfKey, type OutgoingRecord } from '@tacet/runtime';

/** One record per findings partition: the findings of the agents that live there, or bare punctuation. */
export function findingRecords(
  topic: string,
  partitions: number,
  head: Omit<Envelope<never>, 'rows'>,
  findings: readonly Finding[],
): OutgoingRecord[] {
  const groups: Finding[][] = Array.from({ length: partitions }, () => []);
  for (const finding of findings) {
    const { tenant, env, service, agent } = finding;
    groups[partitionOfKey(`${tenant}/${env}/${service}/${agent}`, partitions)]!.push(finding);
  }
  return groups.map((rows, partition) => {
    const envelope: Envelope<Finding> = { ...head, rows };
    return { topic, partition, value: JSON.stringify(envelope) };
  });
}
