/**
 * Single-precision numbers in JSON: nine significant digits name every float32 exactly, so a snapshot is half
 * as long as with doubles and restores bit for bit.
 */
export function toFloat32Digits(value: number): number {
  return Number(value.toPrecision(9));
}

export function float32sToJson(values: Float32Array): number[] {
  return Array.from(values, toFloat32Digits);
}

/** Copies a snapshot's numbers into an array of the detector; the lengths are part of the snapshot's version. */
export function float32sFromJson(target: Float32Array, json: readonly number[]): void {
  if (json.length !== target.length) {
    throw new RangeError(`a snapshot holds ${json.length} numbers where ${target.length} belong`);
  }
  target.set(json);
}
