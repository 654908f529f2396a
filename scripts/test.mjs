// Every test tier in failing-fast order, closed by one line: "N passed, N failed[, N skipped]".
//   node scripts/test.mjs            all tiers
//   node scripts/test.mjs --only unit|gates|integration
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const totals = { passed: 0, failed: 0, skipped: 0 };
const bin = (name) => join('node_modules', '.bin', name);

const GATES = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  [
    'import law',
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'stack', 'grafana'],
  ],
];

if (!only || only === 'gates') for (const [name, command, args] of GATES) gate(name, command, args);
if (!only || only === 'unit') jest('unit');
if (!only || only === 'integration') jest('integration');

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

function gate(name, command, args) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  totals[status === 0 ? 'passed' : 'failed']++;
}

function jest(project) {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-jest-'));
  const report = join(folder, 'report.json');
  const flags = project === 'integration' ? ['--runInBand', '--forceExit'] : [];
  const { status } = spawnSync(
    bin('jest'),
    [`--selectProjects=${project}`, '--json', `--outputFile=${report}`, ...flags],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests;
    if (status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) totals.failed++;
  } catch {
    console.log(`FAIL ${project}: the test runner gave no report`);
    totals.failed++;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
