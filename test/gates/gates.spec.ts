import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const GATES = ['eslint.config.mjs', '.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'];

/** A small repository with our gates and one file in it: what the gates say of that file. */
function judge(
  file: string,
  text: string,
  others: Record<string, string> = {},
): { lint: string; law: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-gates-'));
  try {
    for (const gate of GATES) cpSync(join(ROOT, gate), join(folder, gate));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [path, content] of Object.entries({ ...others, [file]: text })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const run = (tool: string, args: string[]): string => {
      const { stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', tool), args, {
        cwd: folder,
        encoding: 'utf8',
      });
      return stdout + stderr;
    };
    return {
      lint: run('eslint', [file]),
      law: run('depcruise', ['--config', '.dependency-cruiser.cjs', file]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the gates catch what they are there for', () => {
  jest.setTimeout(60_000);

  it('lets a clean file of core pass', () => {
    const { lint, law } = judge(
      'libs/core/src/clean.ts',
      'export const twice = (n: number): number => n * 2;\n',
    );
    expect(lint).toBe('');
    expect(law).toContain('no dependency violations');
  });

  it.each([
    ['the wall clock', 'export const at = (): number => Date.now();\n', 'core is given the time'],
    ['an empty date', 'export const at = (): Date => new Date();\n', 'core is given the time'],
    ['randomness', 'export const dice = (): number => Math.random();\n', 'core is deterministic'],
    ['the process', 'export const pid = process.pid;\n', "Unexpected use of 'process'"],
  ])('core may not use %s', (_what, text, complaint) => {
    expect(judge('libs/core/src/seeded.ts', text).lint).toContain(complaint);
  });

  it.each([
    ['Nest', "import { Module } from '@nestjs/common';\nexport const m = Module;\n"],
    ['the file system', "import { readFileSync } from 'node:fs';\nexport const r = readFileSync;\n"],
  ])('core may not import %s', (_what, text) => {
    expect(judge('libs/core/src/seeded.ts', text).law).toContain('core-is-pure');
  });

  it('core may not import an adapter, not even by its alias', () => {
    const { law } = judge(
      'libs/core/src/seeded.ts',
      "import { Metrics } from '@tacet/adapters/telemetry';\nexport const m = Metrics;\n",
      { 'libs/adapters/src/telemetry/index.ts': 'export class Metrics {}\n' },
    );
    expect(law).toContain('core-is-pure');
  });

  it('an app may not import another app', () => {
    const { law } = judge('apps/admit/src/seeded.ts', "export { y } from '../../detect/src/y';\n", {
      'apps/detect/src/y.ts': 'export const y = 1;\n',
    });
    expect(law).toContain('no-app-to-app');
  });

  it('no promise may float, and no file may be named for nothing', () => {
    const { lint } = judge(
      'libs/runtime/src/date-utils.ts',
      'export function start(work: () => Promise<void>): void {\n  work();\n}\n',
    );
    expect(lint).toContain('no-floating-promises');
    expect(lint).toContain('name the file for what it does');
  });
});
