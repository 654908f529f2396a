import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { boardFile, BOARDS } from './boards';

/**
 * Writes grafana/dashboards/*.json from the builders; with `--check` writes nothing and exits 1 when a file
 * differs from what would be written, is missing, or has no builder.
 */
export function main(args: readonly string[], folder = dashboardsFolder()): number {
  const stale = args.includes('--check') ? drift(folder) : write(folder);
  for (const line of stale) process.stderr.write(`${line}\n`);
  if (stale.length > 0) process.stderr.write('Run `npm run dashboards` and commit what it writes.\n');
  return stale.length > 0 ? 1 : 0;
}

/** One line per file that is not what the builders make. */
export function drift(folder: string): string[] {
  const expected = Object.entries(BOARDS).map(
    ([name, board]) => [`${name}.json`, boardFile(board())] as const,
  );
  const lines = expected
    .filter(
      ([file, text]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text,
    )
    .map(([file]) => `grafana/dashboards/${file} is not what grafana/src makes.`);
  const known = new Set<string>(expected.map(([file]) => file));
  const unknown = existsSync(folder) ? readdirSync(folder).filter((file) => !known.has(file)) : [];
  return [...lines, ...unknown.map((file) => `grafana/dashboards/${file} has no builder in grafana/src.`)];
}

function write(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  for (const [name, board] of Object.entries(BOARDS)) {
    writeFileSync(join(folder, `${name}.json`), boardFile(board()));
    process.stdout.write(`grafana/dashboards/${name}.json\n`);
  }
  return drift(folder).filter((line) => line.includes('has no builder'));
}

/** Found upwards, because the same code runs from grafana/src and, compiled, from dist/grafana/src. */
function dashboardsFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'grafana', 'dashboards');
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
