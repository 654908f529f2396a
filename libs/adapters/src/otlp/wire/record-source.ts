import { type RawRecord } from '../record/raw-record';

export type OtlpSignal = 'traces' | 'logs';

/** Counters of one message; reset at its start. */
export interface DecodeTally {
  records: number;
  /** Record attributes that no dialect table knows, or that were beyond a limit. */
  unknownAttributes: number;
}

/**
 * Reads one OTLP message and hands over each record in turn, always the same reused object. Throws a
 * DecodeFault on the first bad byte that matters; records handed over before it are the caller's to discard.
 */
export interface RecordSource {
  readonly tally: DecodeTally;
  read(bytes: Buffer, signal: OtlpSignal, onRecord: (record: RawRecord) => void): void;
}
