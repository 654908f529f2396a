import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const SPLITS = ['gaia', 'swe_bench'] as const;
export type Split = (typeof SPLITS)[number];

export interface ReplayOptions {
  /** The folder that holds `traces/<split>/<trace_id>.json.br`. */
  trailDir: string;
  /** As given: the oracle is told the same words. */
  split: Split | 'all';
  splits: readonly Split[];
  json: boolean;
}

export const REPLAY_USAGE = `npm run replay -- trail --data DIR [--split gaia|swe_bench|all] [--json]

  trail        the recording to play: TRAIL, real agent traces in OpenInference form
  --data DIR   the folder "trail", or the one that holds it
  --split S    only one part of it (default all)
  --json       print one JSON document instead of text; progress goes to stderr

Exit code 0 when what Tacet stored equals what a separate count over the files gives.`;

/** Throws with one sentence that names what is wrong. */
export function parseReplayOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      split: { type: 'string', default: 'all' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    strict: true,
  });
  const [recording, ...more] = positionals;
  if (recording !== 'trail' || more.length > 0) {
    throw new Error(`say which recording to play: trail, not "${positionals.join(' ')}"`);
  }
  if (values.data === undefined) throw new Error('--data says in which folder the recording lies');
  const split = [...SPLITS, 'all' as const].find((name) => name === values.split);
  if (!split) throw new Error(`--split is gaia, swe_bench or all, not "${values.split}"`);
  return {
    trailDir: findTrail(resolve(values.data)),
    split,
    splits: split === 'all' ? SPLITS : [split],
    json: values.json,
  };
}

function findTrail(folder: string): string {
  const found = [folder, join(folder, 'trail')].find((candidate) => existsSync(join(candidate, 'traces')));
  if (!found) throw new Error(`no folder "traces" in ${folder}, nor in a folder "trail" there`);
  return found;
}
