const UNITS_MS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

export const QUICK_RANGES = [
  ['now-15m', 'Last 15 minutes'],
  ['now-30m', 'Last 30 minutes'],
  ['now-1h', 'Last hour'],
  ['now-3h', 'Last 3 hours'],
  ['now-6h', 'Last 6 hours'],
  ['now-12h', 'Last 12 hours'],
  ['now-24h', 'Last 24 hours'],
  ['now-2d', 'Last 2 days'],
  ['now-7d', 'Last 7 days'],
  ['now-14d', 'Last 14 days'],
  ['now-30d', 'Last 30 days'],
];

/** `now`, `now-6h`, ms since 1970 or a date as text, in ms; NaN for anything else. */
export function timeOf(text, nowMs) {
  const relative = /^now(?:-(\d+)([smhdw]))?$/.exec(text);
  if (relative) return nowMs - (relative[1] ? Number(relative[1]) * UNITS_MS[relative[2]] : 0);
  return /^\d{9,15}$/.test(text) ? Number(text) : Date.parse(text);
}

/** The range in ms, or null when the words name none. */
export function resolveRange({ from, to }, nowMs) {
  const fromMs = Math.floor(timeOf(from, nowMs));
  const toMs = Math.floor(timeOf(to, nowMs));
  return fromMs < toMs ? { fromMs, toMs } : null;
}

export function describeRange({ from, to }) {
  const quick = QUICK_RANGES.find(([start]) => start === from && to === 'now');
  if (quick) return quick[1];
  const day = (text) => (text.startsWith('now') ? text : formatMinute(timeOf(text, 0)));
  return `${day(from)} – ${day(to)}`;
}

/** Local time to the minute, `2026-11-20 12:05`; with `T` it is what an input of dates takes. */
export function formatMinute(ms, separator = ' ') {
  const date = new Date(ms);
  const two = (number) => String(number).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}${separator}${two(date.getHours())}:${two(date.getMinutes())}`;
}
