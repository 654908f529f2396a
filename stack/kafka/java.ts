import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { StackFailure } from '../stack-failure';

/** Kafka 4 brokers are compiled for Java 17. */
const JAVA_MAJOR_MIN = 17;

/** The `java` to run: JAVA_HOME's, else the one on PATH. Fails with one sentence when it is missing or too old. */
export function requireJava(env: NodeJS.ProcessEnv): string {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const answer = spawnSync(java, ['-version'], { env, encoding: 'utf8', timeout: 15_000 });
  if (answer.error || answer.status !== 0) {
    throw new StackFailure(
      `Local Kafka needs Java ${JAVA_MAJOR_MIN} or newer and "${java}" does not run: install a JRE, or name a broker with TACET_KAFKA_BROKERS.`,
    );
  }
  const major = parseJavaMajor(answer.stderr + answer.stdout);
  if (major === undefined || major < JAVA_MAJOR_MIN) {
    throw new StackFailure(
      `Local Kafka needs Java ${JAVA_MAJOR_MIN} or newer and "${java}" is ${major ?? 'of an unknown version'}: set JAVA_HOME to a newer one.`,
    );
  }
  return java;
}

/** Major version from the output of `java -version`: "1.8.0_402" is 8, "17.0.15" is 17, "22-ea" is 22. */
export function parseJavaMajor(versionOutput: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(versionOutput);
  return match ? Number(match[1]) : undefined;
}
