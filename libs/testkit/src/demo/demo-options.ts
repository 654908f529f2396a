import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Wall time of live play. */
  durationMs: number;
  /** Event time per wall time during live play. */
  speed: number;
  reportFile: string | null;
  /** End after the report instead of keeping everything up until Ctrl-C. */
  noBoard: boolean;
  seed: number;
  historyDays: number;
  /** Ports of the local services; the stack's defaults when absent. */
  kafkaPort?: number;
  clickhousePort?: number;
  boardPort: number;
}

export const DEMO_USAGE = `npm run demo -- [--duration 120s] [--speed 60] [--report FILE] [--no-board] [--seed N]

  --duration T   live play in wall time: 90s, 2m (default 120s)
  --speed N      event time per wall time while live (default 60: two minutes show two hours)
  --report FILE  write what was injected, detected and missed as JSON
  --no-board     serve no boards, and end after the report instead of staying up until Ctrl-C
  --seed N       another fleet (default 1)
  --kafka-port N, --clickhouse-port N, --board-port N   where 19092, 18123 or 18090 is taken`;

/** Throws with one sentence that names the flag that is wrong. */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      duration: { type: 'string', default: '120s' },
      speed: { type: 'string', default: '60' },
      report: { type: 'string' },
      'no-board': { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      'history-days': { type: 'string', default: '14' },
      'kafka-port': { type: 'string' },
      'clickhouse-port': { type: 'string' },
      'board-port': { type: 'string', default: '18090' },
    },
    strict: true,
  });
  return {
    durationMs: parseDurationMs(values.duration),
    speed: parsePositive('--speed', values.speed, 3_600),
    reportFile: values.report ?? null,
    noBoard: values['no-board'],
    seed: parsePositive('--seed', values.seed, 0x7fffffff),
    historyDays: parsePositive('--history-days', values['history-days'], 60),
    kafkaPort: parsePort('--kafka-port', values['kafka-port']),
    clickhousePort: parsePort('--clickhouse-port', values['clickhouse-port']),
    boardPort: parsePositive('--board-port', values['board-port'], 65_535),
  };
}

function parseDurationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m)$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === 'm' ? 60_000 : 1_000) : NaN;
  if (!(ms >= 5_000 && ms <= 3_600_000)) {
    throw new Error(`--duration is 5s to 60m, as in 90s or 2m, not "${text}"`);
  }
  return ms;
}

function parsePort(flag: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : parsePositive(flag, text, 65_535);
}

function parsePositive(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (!(value > 0 && value <= max))
    throw new Error(`${flag} is a number above 0 and up to ${max}, not "${text}"`);
  return value;
}
