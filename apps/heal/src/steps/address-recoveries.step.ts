import { CLOUD_EVENT_HEADERS, recoveryEvent, type RecoveryFacts } from '@tacet/contracts';
import type { OutgoingRecord } from '@tacet/runtime';

/** Commands as records, keyed by incident: a command and its end stay in order. */
export function addressRecoveries(commands: readonly RecoveryFacts[], topic: string): OutgoingRecord[] {
  return commands.map((command) => ({
    topic,
    key: command.incidentId,
    value: JSON.stringify(recoveryEvent(command)),
    headers: CLOUD_EVENT_HEADERS,
  }));
}
