import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJavaMajor, requireJava } from './java';

describe('requireJava', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25-ea" 2025-09-16', 25],
    ['no java here', undefined],
  ])('reads the major version of: %s', (output, major) => expect(parseJavaMajor(output)).toBe(major));

  it('says in one sentence that Java is missing', () => {
    expect(() => requireJava({ PATH: '/nonexistent' })).toThrow(
      /needs Java 17 or newer and "java" does not run: install a JRE/,
    );
  });

  it('says in one sentence that Java is too old', () => {
    const home = mkdtempSync(join(tmpdir(), 'old-java-'));
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin', 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2" 2019-01-15\' >&2\n');
    chmodSync(join(home, 'bin', 'java'), 0o755);
    expect(() => requireJava({ JAVA_HOME: home })).toThrow(
      /needs Java 17 or newer and ".*" is 11: set JAVA_HOME/,
    );
    rmSync(home, { recursive: true });
  });
});
