import { parseArgs } from 'node:util';

export const SUITES = ['operating-characteristics', 'tenant', 'nab'] as const;
export type SuiteName = (typeof SUITES)[number];

export interface EvaluateOptions {
  suite: SuiteName;
  json: boolean;
  /** Keys per cell, or streams of the tenant. */
  keys: number;
  weeks: number;
  /** Runs per delay cell. */
  runs: number;
  seed: number;
  /** Folder of the NAB part; null for the usual place. */
  dataDir: string | null;
}

const KEYS_DEFAULT: Readonly<Record<SuiteName, number>> = {
  'operating-characteristics': 100,
  tenant: 200,
  nab: 1,
};

export const EVALUATE_USAGE = `npm run evaluate -- <suite> [--json] [--keys N] [--weeks N] [--runs N] [--seed S] [--data DIR]

  operating-characteristics  false alarms per key-week and detection delays on simulated traffic
  tenant                     false alarms per week of a mixed tenant against its budget
  nab                        the Numenta Anomaly Benchmark's files, scored by its own rule

  --keys N    keys per cell (default 100), or streams of the tenant (default 200, at most 1000)
  --weeks N   measured weeks behind three of history (default 4)
  --runs N    runs per delay cell (default 40)
  --seed S    other streams (default 1)
  --data DIR  the folder "nab", or the one that holds it (default $TACET_DATA_DIR, else ../shared/data)
  --json      print one JSON document instead of tables; progress goes to stderr`;

/** Throws with one sentence that names what is wrong. */
export function parseEvaluateOptions(args: readonly string[]): EvaluateOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      keys: { type: 'string' },
      weeks: { type: 'string', default: '4' },
      runs: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
    },
    allowPositionals: true,
    strict: true,
  });
  const suite = positionals.length === 1 ? SUITES.find((name) => name === positionals[0]) : undefined;
  if (!suite) throw new Error(`say one suite: ${SUITES.join(', ')}; not "${positionals.join(' ')}"`);
  return {
    suite,
    json: values.json,
    keys: parseWhole(
      '--keys',
      values.keys ?? String(KEYS_DEFAULT[suite]),
      suite === 'tenant' ? 1_000 : 10_000,
    ),
    weeks: parseWhole('--weeks', values.weeks, 52),
    runs: parseWhole('--runs', values.runs, 10_000),
    seed: parseWhole('--seed', values.seed, 0x7fffffff),
    dataDir: values.data ?? null,
  };
}

function parseWhole(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Error(`${flag} is a whole number from 1 to ${max}, not "${text}"`);
}
