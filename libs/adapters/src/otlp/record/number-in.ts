/** A number or boolean may be written with this many bytes and still be meant as one. */
export const SCALAR_BYTES_MAX = 40;

/** The number written in these bytes, if they hold one and nothing else. */
export function numberIn(bytes: Buffer, start: number, end: number): number | undefined {
  const length = end - start;
  if (length === 0 || length > SCALAR_BYTES_MAX) return undefined;
  let value = 0;
  let at = start;
  if (length <= 15) {
    while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) value = value * 10 + bytes[at++]! - 0x30;
    if (at === end) return value;
  }
  const text = bytes.toString('latin1', start, end).trim();
  return text === '' ? undefined : finite(Number(text));
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
