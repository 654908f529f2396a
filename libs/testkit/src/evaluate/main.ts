import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { EVALUATE_USAGE, type EvaluateOptions, parseEvaluateOptions } from './evaluate-options';
import { type RunJobs } from './evaluation-job';
import { runOnThreads } from './job-pool';
import { findNab } from './nab/nab-files';
import { nabLines } from './nab/nab-text';
import { runNab } from './nab/run-nab';
import { CELLS } from './operating-characteristics/cells';
import { operatingCharacteristicsLines } from './operating-characteristics/operating-characteristics-text';
import { runOperatingCharacteristics } from './operating-characteristics/run-operating-characteristics';
import { runTenant } from './tenant/run-tenant';
import { tenantLines } from './tenant/tenant-text';

/** `npm run evaluate`: the shipped detectors beside others, on the same streams. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(EVALUATE_USAGE);
    return 0;
  }
  let options: EvaluateOptions;
  try {
    options = parseEvaluateOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${EVALUATE_USAGE}`);
    return 2;
  }
  const startedAtMs = Date.now();
  const outcome = await runSuite(options);
  if (!outcome) return 0;
  if (options.json) console.log(JSON.stringify({ node: process.version, ...outcome.report }, null, 2));
  else for (const line of outcome.lines) console.log(line);
  console.error(`${options.suite}: ${((Date.now() - startedAtMs) / 1_000).toFixed(0)} s`);
  return 0;
}

/** Null when what the suite needs is absent, which is said. */
async function runSuite(options: EvaluateOptions): Promise<{ report: object; lines: string[] } | null> {
  const { keys, weeks, runs, seed } = options;
  switch (options.suite) {
    case 'operating-characteristics': {
      const report = await runOperatingCharacteristics({ cells: CELLS, keys, weeks, runs, seed }, runJobs);
      return { report, lines: operatingCharacteristicsLines(report) };
    }
    case 'tenant': {
      const report = await runTenant({ streams: keys, weeks, seed }, runJobs);
      return { report, lines: tenantLines(report) };
    }
    case 'nab': {
      const root = resolve(__dirname, '../../../../..');
      const usual = process.env.TACET_DATA_DIR ?? resolve(root, '../shared/data');
      const folder = findNab([options.dataDir ?? usual]);
      if (!folder) {
        console.error(
          `nab skipped: no NAB files in ${options.dataDir ?? usual} (--data DIR names another folder)`,
        );
        return null;
      }
      const report = runNab(folder);
      return { report, lines: nabLines(report) };
    }
  }
}

const runJobs: RunJobs = async (jobs) => {
  const progress = (done: number): void => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${done} of ${jobs.length}${done === jobs.length ? '\n' : ''}`);
  };
  return runOnThreads(jobs, availableParallelism(), progress);
};

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`the evaluation failed: ${error.message}`);
    process.exit(1);
  },
);
