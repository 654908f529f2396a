import { murmur3x86Of128 } from './murmur3';
import { stableId } from './stable-id';

describe('murmur3 x86 128', () => {
  it('reproduces the verification value of SMHasher', () => {
    // SMHasher's VerificationTest: hash the keys {}, {0}, {0,1}, … with seed 256 - length, then hash the hashes.
    const hashes = new Uint8Array(256 * 16);
    const view = new DataView(hashes.buffer);
    for (let length = 0; length < 256; length++) {
      const key = Uint8Array.from({ length }, (_, i) => i);
      murmur3x86Of128(key, 256 - length).forEach((word, i) =>
        view.setUint32(length * 16 + i * 4, word, true),
      );
    }
    expect(murmur3x86Of128(hashes, 0)[0].toString(16)).toBe('b3ece62a');
  });

  it('reproduces a published text vector', () => {
    const text = new TextEncoder().encode("I will not buy this tobacconist's, it is scratched.");
    const hex = murmur3x86Of128(text).map((word) => word.toString(16).padStart(8, '0'));
    expect(hex.join('')).toBe('9b5b7ba2ef3f7866889adeaf00f3f98e');
  });

  it('reads a view inside a larger buffer', () => {
    const whole = Uint8Array.from({ length: 64 }, (_, i) => i);
    expect(murmur3x86Of128(whole.subarray(5, 40))).toEqual(murmur3x86Of128(whole.slice(5, 40)));
  });
});

describe('stableId', () => {
  it('is 32 lower-case hex digits', () => {
    expect(stableId('acme', 'tool-loop', '1')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps the boundaries between parts', () => {
    expect(stableId('a', 'bc')).not.toBe(stableId('ab', 'c'));
    expect(stableId('a', '')).not.toBe(stableId('a'));
  });

  it('hashes UTF-8, so it does not depend on the engine’s strings', () => {
    expect(stableId('Zürich', '東京')).toBe(stableId('Z\u00fcrich', '\u6771\u4eac'));
    expect(stableId('é')).not.toBe(stableId('e\u0301'));
  });
});
