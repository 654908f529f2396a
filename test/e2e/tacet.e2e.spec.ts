import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Fleet } from '@tacet/testkit/fleet';
import { FleetProducer } from '@tacet/testkit/demo/fleet-producer';
import { TacetUnderTest } from './tacet-under-test';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 3, 12);
const END_MS = START_MS + 2 * HOUR_MS;
const LOOP = {
  kind: 'tool-loop' as const,
  service: 'analytics',
  agent: 'data-analyst',
  atMs: START_MS + HOUR_MS / 2,
  untilMs: END_MS,
};

/**
 * The built process on the real broker and the real engine: killed once in mid-stream, it must end with the
 * totals of what was sent, a ledger without gaps, and anomalies that keep their published contract.
 */
describe('Tacet, end to end', () => {
  jest.setTimeout(180_000);
  const tacet = new TacetUnderTest(`e2e${process.pid}`);
  const fleet = new Fleet({
    seed: 7,
    historyStartMs: START_MS,
    liveStartMs: START_MS,
    endMs: END_MS,
    injections: [LOOP],
  });
  const sender = new FleetProducer(
    tacet.producer,
    { otlp_spans: tacet.topics.otlpSpans, otlp_logs: tacet.topics.otlpLogs },
    2,
  );

  const stored = (): Promise<number> => tacet.number('SELECT count() AS value FROM steps FINAL');

  beforeAll(async () => {
    await tacet.start();
    await sender.play(fleet, START_MS, START_MS + HOUR_MS);
    await tacet.until('storing', async () => (await stored()) > 200);
    await tacet.kill();
    await tacet.producer.send([
      {
        topic: tacet.topics.otlpSpans,
        partition: 0,
        value: Buffer.from([0x0a, 0xff]),
        timestampMs: START_MS + HOUR_MS,
      },
    ]);
    await sender.play(fleet, START_MS + HOUR_MS, END_MS);
    await tacet.start();
    await tacet.until('all stored', async () => (await stored()) === sender.records);
    const inWindows = `SELECT sum(n) AS value FROM windows FINAL WHERE signal = 'spans'`;
    await tacet.until('all in windows', async () => (await tacet.number(inWindows)) === sender.records);
  });

  afterAll(() => tacet.close());

  it('stores every record once although the process was killed in mid-stream', async () => {
    expect(await stored()).toBe(sender.records);
    expect(await tacet.number('SELECT uniqExact(origin, position) AS value FROM steps')).toBe(sender.records);
  });

  it('counts every record in exactly one window row', async () => {
    const sql = `SELECT sum(n) AS value FROM windows FINAL WHERE signal = 'spans'`;
    expect(await tacet.number(sql)).toBe(sender.records);
  });

  it('accounts for every message in a ledger without gap or overlap', async () => {
    await tacet.until(
      'ledger complete',
      async () =>
        (await tacet.number('SELECT sum(messages) AS value FROM ledger FINAL')) === sender.messages + 1,
    );
    expect(await tacet.number('SELECT count() AS value FROM ledger_gaps')).toBe(0);
    expect(await tacet.number('SELECT sum(poison) AS value FROM ledger FINAL')).toBe(1);
  });

  it('answers a poison message with a pointer that holds none of its bytes', async () => {
    const rows = await tacet.reader.query<Record<string, unknown>>('SELECT * FROM dead_letters FINAL');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ topic: tacet.topics.otlpSpans, bytes: 2 });
    expect(String(rows[0]!['sha256'])).toHaveLength(64);
  });

  it('opens an anomaly for the agent that loops, and for no other', async () => {
    await tacet.until(
      'anomaly stored',
      async () => (await tacet.number(`SELECT count() AS value FROM anomalies_current`)) > 0,
    );
    const rows = await tacet.reader.query<{ agent: string; detector: string }>(
      'SELECT DISTINCT agent, detector FROM anomalies_current',
    );
    expect(rows).toEqual([{ agent: LOOP.agent, detector: 'tool-loop' }]);
  });

  it('publishes anomaly events that keep their published schema', async () => {
    const events = await readTopic(tacet, tacet.topics.anomalies);
    expect(events.length).toBeGreaterThan(0);
    const validate = anomalyValidator();
    for (const event of events) {
      expect(event).toMatchObject({ specversion: '1.0', datacontenttype: 'application/json' });
      expect(validate(event['data']) ? [] : validate.errors).toEqual([]);
    }
  });

  it('commands a recovery as a dry run', async () => {
    await tacet.until(
      'recovery stored',
      async () => (await tacet.number('SELECT count() AS value FROM recoveries')) > 0,
    );
    expect(await tacet.number('SELECT countIf(dry_run = 0) AS value FROM recoveries')).toBe(0);
  });

  it('answers liveness, readiness and metrics', async () => {
    for (const route of ['health/live', 'health/ready', 'metrics']) {
      expect((await fetch(`${tacet.url}/${route}`)).status).toBe(200);
    }
    const metrics = await (await fetch(`${tacet.url}/metrics`)).text();
    expect(metrics).toContain('tacet_admit_steps_total');
    expect(metrics).toContain('tacet_store_rows_total');
  });

  it('ends in order when asked to', async () => {
    expect(await tacet.stop()).toBe(0);
  });
});

function anomalyValidator() {
  const folder = join(__dirname, '../../libs/contracts/schemas');
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const schema = JSON.parse(readFileSync(join(folder, 'anomaly.schema.json'), 'utf8')) as object;
  return ajv.compile(schema);
}

async function readTopic(tacet: TacetUnderTest, topic: string): Promise<Record<string, unknown>[]> {
  const admin = tacet.kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const expected = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const events: Record<string, unknown>[] = [];
  const consumer = tacet.kafka.consumer({ groupId: `${topic}-reader` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      events.push(JSON.parse(message.value?.toString() ?? '{}') as Record<string, unknown>);
      return Promise.resolve();
    },
  });
  await tacet.until('anomalies read', () => Promise.resolve(events.length >= expected), 30_000);
  await consumer.disconnect();
  return events;
}
