import type { CloudEvent } from './cloud-event';
import { isIsoTime } from './iso-time';

export const CLOUD_EVENT_DEFECTS = [
  'too-large',
  'not-json',
  'not-an-object',
  'wrong-specversion',
  'missing-id',
  'missing-type',
  'missing-source',
  'wrong-time',
  'wrong-attribute',
  'wrong-content-type',
  'missing-data',
] as const;
export type CloudEventDefect = (typeof CLOUD_EVENT_DEFECTS)[number];

export type ParsedCloudEvent =
  { ok: true; event: CloudEvent<Record<string, unknown>> } | { ok: false; reason: CloudEventDefect };

/** Longer texts are refused unread: no event of ours comes near (an anomaly is about 3,000 characters). */
export const CLOUD_EVENT_CHARS_MAX = 262_144;

const OPTIONAL_TEXTS = ['subject', 'partitionkey', 'dataschema'] as const;

/**
 * Reads one structured CloudEvent whose data is a JSON object. Never throws; the reason is a closed word, so
 * that it can be counted, and never holds the event's content. The data itself is checked by `validateEvent`.
 */
export function parseCloudEvent(text: string): ParsedCloudEvent {
  if (text.length > CLOUD_EVENT_CHARS_MAX) return { ok: false, reason: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  if (!isRecord(value)) return { ok: false, reason: 'not-an-object' };
  const reason = defectOf(value);
  if (reason) return { ok: false, reason };
  return { ok: true, event: value as unknown as CloudEvent<Record<string, unknown>> };
}

function defectOf(value: Record<string, unknown>): CloudEventDefect | null {
  if (value['specversion'] !== '1.0') return 'wrong-specversion';
  if (!isText(value['id'])) return 'missing-id';
  if (!isText(value['type'])) return 'missing-type';
  if (!isText(value['source'])) return 'missing-source';
  if (value['time'] !== undefined && !isIsoTime(value['time'])) return 'wrong-time';
  if (OPTIONAL_TEXTS.some((name) => value[name] !== undefined && !isText(value[name]))) {
    return 'wrong-attribute';
  }
  if (!isJsonContent(value['datacontenttype'])) return 'wrong-content-type';
  return isRecord(value['data']) ? null : 'missing-data';
}

/** Absent means JSON in the structured mode (CloudEvents JSON format, section 3.1). */
function isJsonContent(contentType: unknown): boolean {
  if (contentType === undefined) return true;
  return typeof contentType === 'string' && /^application\/(?:[\w.-]+\+)?json\s*(?:;.*)?$/i.test(contentType);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
