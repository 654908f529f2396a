import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { trailFolder, WHERE_TRAIL_IS } from './trail-folder';

interface Totals {
  steps: number;
  llmCalls: number;
  inputTokens: number;
  outputTokens: number;
}

interface Report {
  traces: (Totals & { traceId: string; turns: { outcome: string; steps: number }[] })[];
  stored: Totals;
  models: Record<string, Totals>;
  openTurns: string[];
  differences: unknown[];
}

const LOST_PARENTS = '72822db6e120878d916b515c2501246b';
const TRACES_PER_SPLIT = 8;
const REPLAY_MAX_MS = 180_000;
const root = resolve(__dirname, '../..');
const command = join(root, 'dist/libs/testkit/src/replay/main.js');
const trail = trailFolder();

/** The built command against the broker and the engine of the integration tier. */
(trail ? describe : describe.skip)(`a replay of TRAIL (${WHERE_TRAIL_IS})`, () => {
  let sample: string;
  let counted: { traces: Record<string, Totals>; models: Record<string, Totals>; total: Totals };
  let report: Report;
  let exitCode: number;

  beforeAll(async () => {
    if (!existsSync(command)) throw new Error(`${command} is not there: build first (npm run build)`);
    sample = mkdtempSync(join(tmpdir(), 'tacet-replay-'));
    for (const split of ['gaia', 'swe_bench']) copySample(join(trail!, 'traces', split), sample, split);
    const script = join(__dirname, 'trail-totals.mjs');
    const text = execFileSync(process.execPath, [script, '--data', sample], { encoding: 'utf8' });
    counted = JSON.parse(text) as typeof counted;
    ({ report, exitCode } = await replay(sample));
  }, REPLAY_MAX_MS);
  afterAll(() => rmSync(sample, { recursive: true, force: true }));

  it('plays as many traces as it was given', () => {
    expect(Object.keys(counted.traces)).toHaveLength(2 * TRACES_PER_SPLIT);
    expect(report.traces.map(({ traceId }) => traceId).sort()).toEqual(Object.keys(counted.traces).sort());
  });

  it('stores a step per span and each token once, in all, per model and per trace', () => {
    expect(report.stored).toEqual(counted.total);
    expect(report.models).toEqual(counted.models);
    for (const { traceId, steps, llmCalls, inputTokens, outputTokens } of report.traces) {
      expect([traceId, { steps, llmCalls, inputTokens, outputTokens }]).toEqual([
        traceId,
        counted.traces[traceId],
      ]);
    }
  });

  it('says so with its exit code', () => {
    expect(report.differences).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('closes the turn of every trace that the log outlasts', () => {
    expect(report.openTurns.length).toBeLessThanOrEqual(1);
    const whole = report.traces.filter(
      ({ traceId }) => ![LOST_PARENTS, ...report.openTurns].includes(traceId),
    );
    for (const { traceId, turns, steps } of whole) {
      expect([traceId, turns.map((turn) => turn.steps)]).toEqual([traceId, [steps]]);
    }
  });

  it('makes one turn of a trace whose parents were lost, its repeated span counted once', () => {
    const trace = report.traces.find(({ traceId }) => traceId === LOST_PARENTS)!;
    expect(trace.steps).toBe(14);
    expect(trace.turns).toEqual([expect.objectContaining({ outcome: 'abandoned', steps: 13 })]);
  });
});

/** Evenly spread over the folder, so that not one kind of trace alone is played. */
function copySample(from: string, sample: string, split: string): void {
  const files = readdirSync(from).sort();
  const wanted = files.filter((file) => basename(file, '.json.br') === LOST_PARENTS);
  const step = Math.floor(files.length / TRACES_PER_SPLIT);
  for (let at = 0; wanted.length < TRACES_PER_SPLIT; at += step) {
    const file = files[at]!;
    if (!wanted.includes(file)) wanted.push(file);
  }
  const to = join(sample, 'traces', split);
  mkdirSync(to, { recursive: true });
  for (const file of wanted) copyFileSync(join(from, file), join(to, file));
}

function replay(data: string): Promise<{ report: Report; exitCode: number }> {
  const args = [command, 'trail', '--data', data, '--json'];
  return new Promise((resolvePromise, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(`the replay gave no report: ${stderr}`));
      else resolvePromise({ report: JSON.parse(stdout) as Report, exitCode: error ? Number(error.code) : 0 });
    });
  });
}
