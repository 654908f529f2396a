/** Numbers as people read them, without the machine's locale. */

/** 0.0312 → `3.1 %`. */
export function percent(share: number): string {
  return `${short(100 * share)} %`;
}

/** 3.14 → `3.1 times`. */
export function times(ratio: number): string {
  return `${short(ratio)} times`;
}

/** 0.0213 → `$0.021`. */
export function dollars(value: number): string {
  return `$${short(value)}`;
}

/** Two significant digits below 100, whole numbers above. */
export function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}
