import { formatMinute } from './time-range.mjs';

/** Factors of one another, smallest first: [unit, how many of it make the next]. */
const TIME = [
  ['ns', 1e3],
  ['µs', 1e3],
  ['ms', 1e3],
  ['s', 60],
  ['min', 60],
  ['h', 24],
  ['d', Infinity],
];
const COUNT = [
  ['', 1e3],
  [' K', 1e3],
  [' M', 1e3],
  [' B', Infinity],
];
const BYTES = [
  ['B', 1024],
  ['KiB', 1024],
  ['MiB', 1024],
  ['GiB', 1024],
  ['TiB', Infinity],
];

/** Grafana's unit ids as functions from a number and its decimals (or undefined) to text. */
const UNITS = {
  none: (value, decimals) => digits(value, decimals),
  short: (value, decimals) => scaled(value, COUNT, 0, decimals, ''),
  ns: (value, decimals) => scaled(value, TIME, 0, decimals),
  µs: (value, decimals) => scaled(value, TIME, 1, decimals),
  ms: (value, decimals) => scaled(value, TIME, 2, decimals),
  s: (value, decimals) => scaled(value, TIME, 3, decimals),
  m: (value, decimals) => scaled(value, TIME, 4, decimals),
  h: (value, decimals) => scaled(value, TIME, 5, decimals),
  d: (value, decimals) => scaled(value, TIME, 6, decimals),
  bytes: (value, decimals) => scaled(value, BYTES, 0, decimals),
  decbytes: (value, decimals) => scaled(value, BYTES, 0, decimals),
  percentunit: (value, decimals) => `${digits(value * 100, decimals ?? 1)} %`,
  percent: (value, decimals) => `${digits(value, decimals ?? 1)} %`,
  currencyUSD: (value, decimals) => `${value < 0 ? '−' : ''}$${money(Math.abs(value), decimals)}`,
  cpm: (value, decimals) => `${scaled(value, COUNT, 0, decimals, '')}/min`,
  cps: (value, decimals) => `${scaled(value, COUNT, 0, decimals, '')}/s`,
  xfactor: (value, decimals) => `${digits(value, decimals ?? 1)}×`,
  dateTimeFromNow: (value) => fromNow(value, Date.now()),
  dateTimeAsIso: (value) => formatMinute(value),
};

/** Text of a number in a Grafana unit; a unit that is not known stands behind the number. */
export function formatNumber(value, unit = 'short', decimals) {
  const format = UNITS[unit];
  return format ? format(value, decimals) : `${digits(value, decimals)} ${unit}`;
}

/** `5 min ago` and, for what is still to come, `in 5 min`. */
export function fromNow(ms, nowMs) {
  const away = Math.abs(nowMs - ms);
  if (away < 5_000) return 'now';
  const text = scaled(away, TIME, 2, 0);
  return ms <= nowMs ? `${text} ago` : `in ${text}`;
}

function scaled(value, scale, start, decimals, gap = ' ') {
  let at = start;
  let rest = Math.abs(value);
  while (rest >= scale[at][1] && at < scale.length - 1) rest /= scale[at++][1];
  while (rest > 0 && rest < 1 && at > 0 && scale === TIME) rest *= scale[--at][1];
  const sign = value < 0 ? '−' : '';
  return `${sign}${digits(rest, decimals)}${gap}${scale[at][0]}`.trimEnd();
}

/** Three significant digits unless the panel fixes the decimals. */
function digits(value, decimals) {
  if (decimals !== undefined && decimals !== null) return group(value.toFixed(decimals));
  if (Number.isInteger(value)) return group(String(value));
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return group(String(Number(value.toFixed(Math.min(Math.max(2 - magnitude, 0), 8)))));
}

/** Cents, and more digits where cents would say $0.00 of a sum that is not nothing. */
function money(value, decimals) {
  if (value !== 0 && value < 0.01) return String(Number(value.toPrecision(2)));
  return digits(value, decimals ?? 2);
}

function group(text) {
  const [whole, fraction] = text.replace('-', '−').split('.');
  const grouped = whole.replace(/(\d)(?=(\d{3})+$)/g, '$1\u202f');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
