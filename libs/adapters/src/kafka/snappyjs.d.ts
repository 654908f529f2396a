declare module 'snappyjs' {
  /** Throws when the declared length is above `maxLength` or the input is malformed. */
  export function uncompress(compressed: Buffer, maxLength?: number): Buffer;
  export function compress(uncompressed: Buffer): Buffer;
}
