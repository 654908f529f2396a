import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, type Reader } from '@tacet/adapters/clickhouse';
import { connectKafka, KafkaLogProducer } from '@tacet/adapters/kafka';
import { findFreePort, type Stack } from '../../../../stack';
import { Fleet } from '../fleet';
import { followAnomalies } from './anomaly-feed';
import type { DemoOptions } from './demo-options';
import { anomalyLine, progressLine, scoreTable, type Progress } from './demo-screen';
import { FleetProducer } from './fleet-producer';
import { score, type OpenedAnomaly, type Score } from './scorecard';
import { BOARD, SupervisedProcess, TACET } from './supervised-process';
import { tacetVariables, topicsOfRun } from './tacet-variables';

export interface DemoReport extends Score {
  spansProduced: number;
  stepsStored: number;
  durationMs: number;
  recordsPerSecond: number;
  versions: Record<string, string>;
}

interface DemoContext {
  root: string;
  /** Logs and data of this run. */
  folder: string;
  options: DemoOptions;
  stack: Stack;
  /** Who may only read, for the board; the stack's own user where there is none. */
  boardReader: { user: string; password: string };
  signal: AbortSignal;
}

const DAY_MS = 86_400_000;
const LIVE_STEP_MS = 100;
const PARTITIONS = 2;
const SCREEN_EVERY_MS = 5_000;
const CATCH_UP_MAX_MS = 300_000;
const BOARD_HOST = '127.0.0.1';

/** Plays history and live traffic through a running Tacet and holds the outcome against what was injected. */
export async function runDemo(context: DemoContext): Promise<{ report: DemoReport; passed: boolean }> {
  const { root, folder, options, stack, signal } = context;
  const startedAtMs = Date.now();
  const run = `demo${startedAtMs.toString(36)}`;
  const topics = topicsOfRun(run);
  const fleet = planFleet(options, startedAtMs);
  const httpPort = await findFreePort();
  const boardUrl = `http://${BOARD_HOST}:${options.boardPort}`;
  const health = `http://127.0.0.1:${httpPort}`;
  const tacet = new SupervisedProcess({
    ...TACET,
    root,
    logFile: join(folder, 'tacet.log'),
    say: (line) => console.log(line),
    variables: tacetVariables(stack, run, topics, httpPort, PARTITIONS),
  });
  const kafka = connectKafka(
    { brokers: stack.kafka.brokers, clientId: 'demo', tls: false, allowInsecure: true },
    () => undefined,
  );
  const producer = new KafkaLogProducer(kafka, () => undefined);
  const reader = createReader({
    url: stack.clickhouse.url,
    username: stack.clickhouse.user,
    password: stack.clickhouse.password,
    database: run,
  });
  const board = boardProcess(context, run);
  const opened: OpenedAnomaly[] = [];
  let feed: { stop(): Promise<void> } | null = null;
  try {
    console.log('starting Tacet: admit, assemble, detect, heal and store in one process');
    tacet.start();
    await tacet.ready(`${health}/health/ready`, 60_000);
    console.log(`Tacet runs as process ${tacet.pid}; health on ${health}/health/ready, log in ${folder}`);
    if (!options.noBoard) {
      board.start();
      await board.ready(`${boardUrl}/health/live`, 30_000);
      console.log(`boards on ${boardUrl}`);
    }
    feed = await followAnomalies(kafka, topics.anomalies, `${run}-subscriber`, (anomaly) => {
      opened.push(anomaly);
      if (anomaly.detectedAtMs >= fleet.liveStartMs) console.log(anomalyLine(anomaly));
    });

    const sender = new FleetProducer(
      producer,
      { otlp_spans: topics.otlpSpans, otlp_logs: topics.otlpLogs },
      PARTITIONS,
    );
    const screen = new Screen(sender, reader, opened, fleet);
    console.log(`playing ${options.historyDays} days of quiet history at full speed`);
    await playHistory(sender, fleet, screen, signal);
    const ingest = await untilStored(sender, reader, screen, signal);
    console.log(`history is in: ${ingest.toLocaleString('en-US')} records per second end to end`);
    await playLive(sender, fleet, options, screen, signal);
    await untilStored(sender, reader, screen, signal);
    await screen.show('draining', fleet.endMs, true);

    const stepsStored = await countSteps(reader);
    const result = score(fleet.plan.injections, opened);
    const report: DemoReport = {
      spansProduced: sender.records,
      stepsStored,
      ...result,
      durationMs: Date.now() - startedAtMs,
      recordsPerSecond: ingest,
      versions: await versions(root, reader),
    };
    const passed = stepsStored === sender.records && result.missed.length === 0;
    console.log(verdict(report, passed));
    if (!options.noBoard && !signal.aborted) await stayUp(stack, run, boardUrl, health, signal);
    return { report, passed };
  } finally {
    await feed?.stop().catch(() => undefined);
    await board.stop();
    await tacet.stop();
    await producer.close().catch(() => undefined);
    await reader.close();
  }
}

interface PlannedFleet {
  plan: Fleet;
  historyStartMs: number;
  liveStartMs: number;
  endMs: number;
}

function boardProcess(
  { root, folder, stack, boardReader, options }: DemoContext,
  run: string,
): SupervisedProcess {
  return new SupervisedProcess({
    ...BOARD,
    root,
    logFile: join(folder, 'board.log'),
    say: (line) => console.log(line),
    variables: {
      TACET_CLICKHOUSE_URL: stack.clickhouse.url,
      TACET_CLICKHOUSE_USER: boardReader.user,
      TACET_CLICKHOUSE_PASSWORD: boardReader.password,
      TACET_CLICKHOUSE_DATABASE: run,
      TACET_HTTP_HOST: BOARD_HOST,
      TACET_BOARD_PORT: String(options.boardPort),
    },
  });
}

/** Live play ends about now, so that boards show it; the fleet's own clock is shifted to mid-afternoon. */
function planFleet(options: DemoOptions, nowMs: number): PlannedFleet {
  const liveMs = options.durationMs * options.speed;
  const endMs = Math.floor(nowMs / 60_000) * 60_000;
  const liveStartMs = endMs - liveMs;
  const historyStartMs = liveStartMs - options.historyDays * DAY_MS;
  const clockShiftHours = (((14 - new Date(liveStartMs).getUTCHours()) % 24) + 24) % 24;
  const plan = new Fleet({ seed: options.seed, historyStartMs, liveStartMs, endMs, clockShiftHours });
  return { plan, historyStartMs, liveStartMs, endMs };
}

async function playHistory(
  sender: FleetProducer,
  fleet: PlannedFleet,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  for (let atMs = fleet.historyStartMs; atMs < fleet.liveStartMs; atMs += DAY_MS / 4) {
    signal.throwIfAborted();
    await sender.play(fleet.plan, atMs, Math.min(atMs + DAY_MS / 4, fleet.liveStartMs));
    await screen.show('history', atMs);
  }
}

async function playLive(
  sender: FleetProducer,
  fleet: PlannedFleet,
  options: DemoOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  const startedMs = Date.now();
  let playedMs = fleet.liveStartMs;
  while (playedMs < fleet.endMs) {
    signal.throwIfAborted();
    const toMs = Math.min(fleet.endMs, fleet.liveStartMs + (Date.now() - startedMs) * options.speed);
    await sender.play(fleet.plan, playedMs, toMs);
    playedMs = toMs;
    await screen.show('live', playedMs);
    await new Promise((resolve) => setTimeout(resolve, LIVE_STEP_MS));
  }
}

/** Waits until every record produced so far is stored; returns records per second since the first call. */
async function untilStored(
  sender: FleetProducer,
  reader: Reader,
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  const giveUpAt = Date.now() + CATCH_UP_MAX_MS;
  let stored = await countSteps(reader);
  while (stored < sender.records && Date.now() < giveUpAt) {
    signal.throwIfAborted();
    await screen.show('catching up', screen.lastEventTimeMs);
    await new Promise((resolve) => setTimeout(resolve, 250));
    stored = await countSteps(reader);
  }
  return Math.round((stored * 1_000) / (Date.now() - screen.startedMs));
}

async function countSteps(reader: Reader): Promise<number> {
  const rows = await reader.query<{ stored: string }>('SELECT count() AS stored FROM steps FINAL');
  return Number(rows[0]?.stored ?? 0);
}

async function versions(root: string, reader: Reader): Promise<Record<string, string>> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const rows = await reader.query<{ version: string }>('SELECT version() AS version');
  return { tacet: version, node: process.versions.node, clickhouse: rows[0]?.version ?? 'unknown' };
}

function verdict(report: DemoReport, passed: boolean): string {
  const { spansProduced, stepsStored, injected, detected, missed, falseAlarms, durationMs } = report;
  return (
    `\n${passed ? 'PASSED' : 'FAILED'}: ${spansProduced} records produced, ${stepsStored} steps stored; ` +
    `${injected.length} injected, ${detected.length} detected, ${missed.length} missed, ` +
    `${falseAlarms.length} false alarms; ${(durationMs / 1_000).toFixed(0)} s in all`
  );
}

async function stayUp(
  stack: Stack,
  database: string,
  boardUrl: string,
  health: string,
  signal: AbortSignal,
): Promise<void> {
  console.log(
    `\neverything stays up until Ctrl-C\n  boards ${boardUrl}\n  ClickHouse ${stack.clickhouse.url} (database ${database})\n` +
      `  Kafka ${stack.kafka.brokers.join(',')}\n  Tacet ${health}/metrics\n` +
      '  the same boards in your Grafana: grafana/README.md',
  );
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Prints a line every few seconds, and the table when asked. */
class Screen {
  readonly startedMs = Date.now();
  lastEventTimeMs = 0;
  private lastShownMs = 0;

  constructor(
    private readonly sender: FleetProducer,
    private readonly reader: Reader,
    private readonly opened: readonly OpenedAnomaly[],
    private readonly fleet: PlannedFleet,
  ) {}

  async show(phase: Progress['phase'], eventTimeMs: number, force = false): Promise<void> {
    this.lastEventTimeMs = eventTimeMs;
    const nowMs = Date.now();
    if (!force && nowMs - this.lastShownMs < SCREEN_EVERY_MS) return;
    this.lastShownMs = nowMs;
    const stepsStored = await countSteps(this.reader);
    const recordsPerSecond = (stepsStored * 1_000) / (nowMs - this.startedMs);
    const progress = {
      phase,
      eventTimeMs,
      recordsProduced: this.sender.records,
      stepsStored,
      recordsPerSecond,
    };
    console.log(progressLine(progress));
    if (phase === 'live' || force) {
      console.log(scoreTable(this.fleet.plan.injections, this.opened, eventTimeMs));
    }
  }
}
