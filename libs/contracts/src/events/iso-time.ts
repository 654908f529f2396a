const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

/** True for an RFC 3339 date-time that exists: with zone, with seconds, no 30 February, no leap second. */
export function isIsoTime(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const parts = RFC_3339.exec(value);
  if (!parts) return false;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && Number.isFinite(Date.parse(value));
}
