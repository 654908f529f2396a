import { encodeSteps, type PositionedStep } from '@tacet/contracts';
import { partitionOfKey, type OutgoingRecord } from '@tacet/runtime';

type StepsHead = Parameters<typeof encodeSteps>[0];

/**
 * One record per steps partition: its steps, or bare punctuation, so that every reader learns how far this
 * origin has come. Steps of one trace meet in one partition; log events without a trace go by session.
 */
export function stepRecords(
  topic: string,
  partitions: number,
  head: StepsHead,
  steps: readonly PositionedStep[],
): OutgoingRecord[] {
  const groups: PositionedStep[][] = Array.from({ length: partitions }, () => []);
  for (const positioned of steps) groups[partitionOfKey(turnPlace(positioned), partitions)]!.push(positioned);
  return groups.map((group, partition) => ({ topic, partition, value: encodeSteps(head, group) }));
}

function turnPlace({ step }: PositionedStep): string {
  return step.traceId ?? step.sessionId ?? `${step.service}/${step.agent}`;
}
