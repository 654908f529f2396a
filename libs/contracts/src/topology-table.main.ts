import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { driftOf, generatedFiles } from './events/generate/generated-files';

/**
 * `npm run topology` writes everything that is made from the contracts (JSON Schemas, the AsyncAPI document,
 * the README's tables); with `--check` it writes nothing and fails when something is out of step.
 */
function main(args: readonly string[], root: string): number {
  if (args.includes('--check')) return report(driftOf(root));
  const problems: string[] = [];
  for (const { path, text, problem } of generatedFiles(root)) {
    if (text === null) {
      problems.push(`${path}: ${problem}`);
      continue;
    }
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
  return report(problems);
}

function report(problems: readonly string[]): number {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2), process.cwd());
