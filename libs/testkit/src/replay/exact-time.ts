const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z?$/;
const DURATION = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?$/;

/** Microseconds since the epoch of an ISO 8601 time in UTC; digit by digit, as a fraction of a float would drift. */
export function timeToUs(text: string): number {
  const [, seconds, fraction] = TIME.exec(text) ?? [];
  if (seconds === undefined) throw new Error(`"${text}" is not a time with up to six decimals`);
  return Date.parse(`${seconds}Z`) * 1_000 + fractionToUs(fraction);
}

/** Microseconds of an ISO 8601 duration in hours, minutes and seconds. */
export function durationToUs(text: string): number {
  const match = DURATION.exec(text);
  if (!match || text === 'PT') throw new Error(`"${text}" is not a duration with up to six decimals`);
  const [, hours = '0', minutes = '0', seconds = '0', fraction] = match;
  return (
    (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000 + fractionToUs(fraction)
  );
}

function fractionToUs(digits = ''): number {
  return Number(digits.padEnd(6, '0'));
}
