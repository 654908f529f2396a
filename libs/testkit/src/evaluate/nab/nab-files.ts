import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type RowWindow } from './nab-score';

export interface MetricPoint {
  /** Minutes since the Unix epoch, the file's local time read as UTC. */
  minute: number;
  value: number;
}

export interface NabFile {
  /** `category/file.csv`, as in NAB. */
  name: string;
  points: MetricPoint[];
  windows: RowWindow[];
}

/** The folder that holds data, labels and published scores; null when there is none. */
export function findNab(folders: readonly string[]): string | null {
  const candidates = folders.flatMap((folder) => [folder, join(folder, 'nab')]);
  return candidates.find((folder) => existsSync(join(folder, 'labels', 'combined_windows.json'))) ?? null;
}

export function readNabFiles(folder: string): NabFile[] {
  const labels = JSON.parse(readFileSync(join(folder, 'labels', 'combined_windows.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;
  return Object.keys(labels)
    .sort()
    .map((name) => {
      const text = gunzipSync(readFileSync(join(folder, 'data', `${name}.gz`))).toString('utf8');
      return parseNabFile(name, text, labels[name] ?? []);
    });
}

export function parseNabFile(name: string, text: string, labels: readonly [string, string][]): NabFile {
  const times: number[] = [];
  const points = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [timestamp = '', value = ''] = line.split(',');
      const ms = parseTime(timestamp);
      times.push(ms);
      return { minute: Math.floor(ms / 60_000), value: Number(value) };
    });
  const windows = labels.map(([start, end]) => ({
    first: times.findIndex((ms) => ms >= parseTime(start)),
    last: lastIndexUpTo(times, parseTime(end)),
  }));
  return { name, points, windows };
}

/** Times may step back by an hour in autumn: the last row that is not later. */
function lastIndexUpTo(times: readonly number[], endMs: number): number {
  let at = times.length - 1;
  while (at >= 0 && (times[at] as number) > endMs) at--;
  return at;
}

function parseTime(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}
