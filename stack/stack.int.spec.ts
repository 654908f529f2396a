import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { CompressionTypes, ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { findFreePort, stackStatus, startStack, stopStack, type Stack, type StackOptions } from './index';
import { isAlive } from './process-handle';
import { readServiceRecord } from './stack-state';

/** Without the suite's own stack in the environment, so that local services are started. */
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TACET_')));

let dataDir: string;
let options: StackOptions;
let said: string[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tacet-stack-'));
  options = {
    dataDir,
    docker: 'never',
    env: ENV,
    kafkaPort: await findFreePort(),
    clickhousePort: await findFreePort(),
    say: (line) => said.push(line),
  };
});

beforeEach(() => {
  said = [];
});

afterAll(async () => {
  await stopStack(options);
  rmSync(dataDir, { recursive: true, force: true });
});

function kafkaOf(stack: Stack): Kafka {
  return new Kafka({
    clientId: 'stack-spec',
    brokers: stack.kafka.brokers,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 4 },
  });
}

describe('a local stack', () => {
  let stack: Stack;

  it('starts, and is a Kafka that does all that Tacet asks of one', async () => {
    stack = await startStack(options);
    expect(stack.kafka.kind).toBe('local');
    const kafka = kafkaOf(stack);
    const admin = kafka.admin();
    const producer = kafka.producer({ retry: { retries: 1 } });
    const consumer = kafka.consumer({ groupId: 'g' });
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
    try {
      const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
      await admin.createTopics({
        topics: [{ topic: 't', numPartitions: 2, configEntries }],
        waitForLeaders: true,
      });
      const described = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: 't', configNames: ['message.timestamp.type'] }],
      });
      expect(described.resources[0]?.configEntries[0]?.configValue).toBe('LogAppendTime');

      const messages = Array.from({ length: 1000 }, (_, index) => ({
        key: `${index}`,
        value: 'v',
        timestamp: '1000',
      }));
      await producer.send({ topic: 't', compression: CompressionTypes.GZIP, messages });
      await producer.send({ topic: 't', messages: [{ value: Buffer.alloc(7 * 1024 * 1024) }] });
      await consumer.subscribe({ topic: 't', fromBeginning: true });
      let seen = 0;
      let oldestMs = Infinity;
      await new Promise<void>((resolve) => {
        void consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            seen += batch.messages.length;
            oldestMs = Math.min(oldestMs, ...batch.messages.map((message) => Number(message.timestamp)));
            if (seen >= 1001) resolve();
          },
        });
      });
      expect([seen, oldestMs > 1000]).toEqual([1001, true]);

      const metadata = '{"wm":1,"d":"é"}';
      await consumer.commitOffsets([{ topic: 't', partition: 1, offset: '7', metadata }]);
      const [offsets] = await admin.fetchOffsets({ groupId: 'g', topics: ['t'] });
      expect(offsets?.partitions.find(({ partition }) => partition === 1)).toEqual({
        partition: 1,
        offset: '7',
        metadata,
      });

      await expect(producer.send({ topic: 'not-created', messages: [{ value: 'x' }] })).rejects.toThrow();
      expect(await admin.listTopics()).not.toContain('not-created');
    } finally {
      await Promise.all([admin.disconnect(), producer.disconnect(), consumer.disconnect()]);
    }
  }, 60_000);

  it('is found and left alone by a second start', async () => {
    const second = await startStack(options);
    expect(said).toEqual([
      expect.stringMatching(/^kafka already runs/),
      expect.stringMatching(/^clickhouse already runs/),
    ]);
    await second.stop();
    expect(await stackStatus(options)).toMatchObject({
      kafka: { kind: 'local', ready: true },
      clickhouse: { ready: true },
    });
  });

  it('keeps its data over a stop and a start, which takes less than 20 s', async () => {
    const client = createClient({ url: stack.clickhouse.url });
    await client.command({ query: 'CREATE TABLE kept (n UInt8) ENGINE = MergeTree ORDER BY n' });
    await client.insert({ table: 'kept', values: [{ n: 42 }], format: 'JSONEachRow' });
    await stack.stop();
    expect(await stackStatus(options)).toMatchObject({
      kafka: { kind: 'none' },
      clickhouse: { kind: 'none' },
    });

    const startedAtMs = Date.now();
    stack = await startStack(options);
    expect(Date.now() - startedAtMs).toBeLessThan(20_000);
    const rows = await client.query({ query: 'SELECT n FROM kept', format: 'JSONEachRow' });
    expect(await rows.json()).toEqual([{ n: 42 }]);
    await client.close();
    const admin = kafkaOf(stack).admin();
    await admin.connect();
    expect(await admin.listTopics()).toContain('t');
    await admin.disconnect();
  }, 60_000);

  it('recovers from processes that were killed, and says so', async () => {
    for (const service of ['kafka', 'clickhouse'] as const) {
      const handle = readServiceRecord(dataDir, service)?.process;
      process.kill(handle?.pid ?? 0, 'SIGKILL');
      while (handle && isAlive(handle)) await new Promise((resolve) => setImmediate(resolve));
    }
    stack = await startStack(options);
    expect(said).toEqual(
      expect.arrayContaining([
        'removed the record of a dead kafka',
        'removed the record of a dead clickhouse',
      ]),
    );
    await stack.stop();
  }, 60_000);

  it('leaves no process, no record and no lock after stop', () => {
    for (const name of ['kafka.json', 'clickhouse.json', 'lock'])
      expect([name, existsSync(join(dataDir, name))]).toEqual([name, false]);
  });
});

describe('what can go wrong', () => {
  const failure = (extra: StackOptions) =>
    startStack({ ...options, dataDir: join(dataDir, 'failing'), ...extra }).catch(
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const nothingRecorded = () => {
    for (const service of ['kafka', 'clickhouse'] as const) {
      expect(readServiceRecord(join(dataDir, 'failing'), service)).toBeUndefined();
    }
  };

  it('names the taken port and the flag that changes it', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    expect(await failure({ kafkaPort: port })).toMatch(
      `StackFailure: Port ${port} for Kafka is taken: stop what listens there, or choose another with --kafka-port N.`,
    );
    taken.close();
    nothingRecorded();
  }, 30_000);

  it('names a Java that is missing, and stops the ClickHouse it had started', async () => {
    expect(await failure({ env: { ...ENV, JAVA_HOME: '/nonexistent' } })).toMatch(
      /^StackFailure: Local Kafka needs Java 17/,
    );
    nothingRecorded();
  }, 30_000);

  it('names an external broker and an external ClickHouse that do not answer', async () => {
    const port = await findFreePort();
    expect(await failure({ env: { ...ENV, TACET_KAFKA_BROKERS: `127.0.0.1:${port}` } })).toMatch(
      /No Kafka broker answers at 127/,
    );
    expect(await failure({ env: { ...ENV, TACET_CLICKHOUSE_URL: `http://127.0.0.1:${port}` } })).toMatch(
      /No ClickHouse answers/,
    );
  });

  it('refuses to start beside another command, and removes the lock of a dead one', async () => {
    const folder = join(dataDir, 'locked');
    mkdirSync(folder);
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: holder.pid, startMark: '' }));
    await expect(stopStack({ ...options, dataDir: folder })).rejects.toThrow(
      /Another command \(pid \d+\) is starting or stopping/,
    );
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    await stopStack({ ...options, dataDir: folder });
    expect(said).toEqual([`removed the lock of a dead process (pid ${holder.pid})`]);
  });

  it('says that the engine does not load, on a platform that has none', () => {
    const hook = join(dataDir, 'no-chdb.cjs');
    writeFileSync(
      hook,
      `const { Module } = require('node:module'); const load = Module._load;
       Module._load = (name, ...rest) => { if (name === 'chdb') throw new Error('no native binding'); return load(name, ...rest); };`,
    );
    const args = [
      '-r',
      join(__dirname, 'register-swc.cjs'),
      '-r',
      hook,
      join(__dirname, 'clickhouse-server', 'main.ts'),
    ];
    const env = {
      ...ENV,
      TACET_CLICKHOUSE_FOLDER: join(dataDir, 'no-engine'),
      TACET_CLICKHOUSE_LISTEN_PORT: '1',
    };
    const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^ClickHouse's engine \(npm package chdb\) does not load on .*\n$/),
    ]);
  });

  it('ends with exit code 1 and one line when used wrongly', () => {
    const main = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ['-r', join(__dirname, 'register-swc.cjs'), join(__dirname, 'main.ts'), ...args],
        { encoding: 'utf8' },
      );
    expect(main('up', '--kafka-port', 'x')).toMatchObject({
      status: 1,
      stderr: 'stack: --kafka-port must be a port between 1 and 65535, not "x".\n',
    });
    expect(main('sideways').status).toBe(1);
  });
});
