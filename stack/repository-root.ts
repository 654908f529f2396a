import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Absolute path of the checkout, found upwards from this file: the same code runs from `stack/` under Jest and
 * from `dist/stack/` after a build.
 */
export function repositoryRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (isRepositoryRoot(folder)) return folder;
  }
  return process.cwd();
}

function isRepositoryRoot(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
  return name === 'tacet';
}
