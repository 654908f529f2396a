import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReplayOptions } from './replay-options';
import type { TrailTotals } from './totals';

const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

/** The expected totals, by a script of the test tree in a process of its own that knows nothing of Tacet. */
export async function countApart(
  root: string,
  { trailDir, split }: Pick<ReplayOptions, 'trailDir' | 'split'>,
): Promise<TrailTotals> {
  const script = join(root, 'test', 'replay', 'trail-totals.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, '--data', trailDir, '--split', split],
    { maxBuffer: OUTPUT_BYTES_MAX },
  );
  return JSON.parse(stdout) as TrailTotals;
}
