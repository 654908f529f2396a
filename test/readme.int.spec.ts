import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { anomalyEvent, CLOUD_EVENT_HEADERS } from '@tacet/contracts';
import { exampleAnomaly } from '../libs/contracts/src/events/testdata/example-events';

const root = join(__dirname, '..');
/** The test stack says its address here. */
const ENVIRONMENT = process.env;
const topic = `readme${process.pid}.anomalies.v1`;

/** The first JavaScript block of the README, told another topic so that runs on one broker do not meet. */
const snippet = /```js\n([\s\S]*?)```/
  .exec(readFileSync(join(root, 'README.md'), 'utf8'))![1]!
  .replace('tacet.anomalies.v1', topic);

describe('the subscriber of the README', () => {
  jest.setTimeout(60_000);

  it('runs as it stands there, prints an anomaly, and leaves out its repeat', async () => {
    const brokers = ENVIRONMENT.TACET_KAFKA_BROKERS!.split(',');
    const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    const opened = message(1, 'opened');
    const resolved = message(2, 'resolved');
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [opened, opened, resolved] });
    await producer.disconnect();

    const lines = await printedLines(4);
    expect(lines[0]).toBe(
      'ai.tacet.anomaly.opened critical confident-error shop/buyer since 2026-11-01T09:58:00.000Z',
    );
    expect(lines[1]).toContain(`${exampleAnomaly.explanation} → require-approval`);
    expect(lines[2]).toMatch(/^ai\.tacet\.anomaly\.resolved /);
  });
});

function message(revision: number, type: 'opened' | 'resolved') {
  const value = JSON.stringify(anomalyEvent({ ...exampleAnomaly, revision, type }));
  return { key: exampleAnomaly.id, value, headers: CLOUD_EVENT_HEADERS };
}

/** Runs the snippet in a process of its own until it has printed so many lines that are not log entries. */
function printedLines(wanted: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', snippet], {
      cwd: root,
      env: { ...ENVIRONMENT, KAFKAJS_NO_PARTITIONER_WARNING: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    let errors = '';
    const lines = (): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (lines().length >= wanted) child.kill('SIGKILL');
    });
    child.once('exit', () => {
      if (lines().length >= wanted) resolve(lines());
      else reject(new Error(`the snippet ended early: ${errors}`));
    });
  });
}
