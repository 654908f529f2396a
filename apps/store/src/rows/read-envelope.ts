import { ENVELOPE_VERSION, type Envelope } from '@tacet/contracts';

/** An envelope of one of our own topics, or null for what is not one. Throws on what is not JSON. */
export function readEnvelope<Row>(value: string): Envelope<Row> | null {
  const envelope = JSON.parse(value) as Partial<Envelope<Row>> | null;
  if (envelope?.v !== ENVELOPE_VERSION || !Array.isArray(envelope.rows)) return null;
  return envelope as Envelope<Row>;
}
