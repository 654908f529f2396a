import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { requireFreeDisk } from '../disk-space';
import { repositoryRoot } from '../repository-root';
import { StackFailure } from '../stack-failure';

const JARS_REQUIRED_MIB = 300;

/** Folder of the broker's jars, fetched from Maven Central by the first call and kept in `.tacet/kafka/<version>/libs`. */
export async function fetchKafkaJars(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<string> {
  const pom = join(repositoryRoot(), 'stack', 'kafka', 'pom.xml');
  const version = kafkaVersion(readFileSync(pom, 'utf8'));
  const home = join(repositoryRoot(), '.tacet', 'kafka', version);
  const libs = join(home, 'libs');
  if (existsSync(libs)) return libs;

  mkdirSync(home, { recursive: true });
  await requireFreeDisk(home, JARS_REQUIRED_MIB, `Kafka ${version}`);
  requireMaven(env);
  say(`fetching Apache Kafka ${version} (about 45 MB, once) from Maven Central …`);
  const partial = join(home, `libs.partial-${process.pid}`);
  try {
    await copyDependencies(pom, partial, env, say);
    // A rename is all or nothing: a cut download never looks like a finished one.
    if (!existsSync(libs)) renameSync(partial, libs);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return libs;
}

/** The release named in the pom, which is its one home. */
export function kafkaVersion(pom: string): string {
  const version = /<kafka\.version>([^<]+)<\/kafka\.version>/.exec(pom)?.[1];
  if (!version) throw new Error('stack/kafka/pom.xml names no kafka.version');
  return version;
}

/** Fails with one sentence when Maven is missing; asked only when jars must be fetched. */
export function requireMaven(env: NodeJS.ProcessEnv): void {
  const answer = spawnSync('mvn', ['-v'], { env, encoding: 'utf8', timeout: 30_000 });
  if (answer.error || answer.status !== 0) {
    throw new StackFailure(
      'Fetching Kafka needs Maven and "mvn" does not run: install Maven, or name a broker with TACET_KAFKA_BROKERS.',
    );
  }
}

async function copyDependencies(
  pom: string,
  target: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const args = ['-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${target}`];
  const maven = spawn('mvn', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let jars = 0;
  let firstError = '';
  for (const stream of [maven.stdout, maven.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (/^\[ERROR\]/.test(line)) firstError ||= line.slice('[ERROR] '.length).trim();
      if (/(Downloaded from .*|Copying .*)\.jar\b/.test(line) && ++jars % 20 === 0) say(`  ${jars} files …`);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) {
    throw new StackFailure(
      `Maven could not fetch Kafka: ${firstError || `mvn ended with exit code ${code}`}`,
    );
  }
}
