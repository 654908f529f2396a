#!/usr/bin/env node
/**
 * node scripts/run.mjs <demo|test|start|stack|replay|dashboards|topology|bench|evaluate> [...args]
 *
 * What stands between a clean clone and a running command: checks Node, installs when the lock file changed, builds
 * when a source changed, then runs the command with the terminal handed over. Uses nothing that must be installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MIN = [20, 19];
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALL_STAMP = join(ROOT, 'node_modules', '.tacet-install');
const BUILD_STAMP = join(ROOT, 'dist', '.tacet-build');
/** What tsc reads; keep in step with `include` in tsconfig.json. */
const SOURCE_FOLDERS = ['apps', 'libs', 'stack', 'grafana', 'bench'];
const BUILD_FILES = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

const TARGETS = {
  demo: () => ['dist/libs/testkit/src/demo/main.js'],
  stack: () => ['dist/stack/main.js'],
  replay: () => ['dist/libs/testkit/src/replay/main.js'],
  dashboards: () => ['dist/grafana/src/main.js'],
  topology: () => ['dist/libs/contracts/src/topology-table.main.js'],
  bench: () => ['dist/bench/main.js'],
  evaluate: () => ['dist/libs/testkit/src/evaluate/main.js'],
  start: () => ['dist/apps/tacet/src/main.js'],
  test: () =>
    existsSync(join(ROOT, 'scripts', 'test.mjs')) ? ['scripts/test.mjs'] : ['node_modules/jest/bin/jest.js'],
};

/** Signals reach the child that is running, whatever it is; the child decides when to end. */
let running;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    // Ctrl-C in a terminal reaches the whole foreground group, so the child has that one already.
    if (running && !(name === 'SIGINT' && process.stdin.isTTY)) running.kill(name);
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]) {
  const version = process.versions.node.split('.').map(Number);
  if (version[0] < NODE_MIN[0] || (version[0] === NODE_MIN[0] && version[1] < NODE_MIN[1])) {
    return fail(`Tacet needs Node.js ${NODE_MIN.join('.')} or newer, and this is ${process.versions.node}.`);
  }
  const target = Object.hasOwn(TARGETS, name ?? '') ? TARGETS[name] : undefined;
  if (!target)
    return fail(`Say what to run: node scripts/run.mjs <${Object.keys(TARGETS).join('|')}> [...args]`);
  const installed = await install();
  if (installed !== 0) return installed;
  const built = await build();
  if (built !== 0) return built;
  const entry = target();
  if (!existsSync(join(ROOT, entry[0]))) return fail(`The build left no ${entry[0]}.`);
  return run(process.execPath, [...entry, ...args]);
}

async function install() {
  const lockText = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const lockHash = hashOf([lockText]);
  if (readStamp(INSTALL_STAMP) === lockHash) return 0;
  if (!isInstalled(JSON.parse(lockText))) {
    say('installing packages (about 600 MB with ClickHouse’s engine, once) …');
    const code = (await npm('ci')) === 0 ? 0 : await installWithoutPruning();
    if (code !== 0) return fail('the packages could not be installed; the reason is above.', code);
  }
  writeFileSync(INSTALL_STAMP, lockHash);
  return 0;
}

/** `npm ci` refuses a lock file that lists no builds for other platforms, which a partial registry mirror produces. */
function installWithoutPruning() {
  say('npm ci refused; trying npm install with the same lock file …');
  return npm('install', '--no-save');
}

/** True when npm's own record of node_modules matches the lock file: installed by hand, nothing to do. */
function isInstalled(lock) {
  const recordFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '') return true;
    return path in installed ? installed[path].version === entry.version : entry.optional === true;
  });
}

function npm(...args) {
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
    shell: windows,
  });
}

async function build() {
  const sourcesHash = hashOf(listSources());
  if (readStamp(BUILD_STAMP) === sourcesHash) return 0;
  const startedAtMs = Date.now();
  say('building …');
  rmSync(BUILD_STAMP, { force: true });
  const steps = [
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['node_modules/tsc-alias/dist/bin/index.js', '-p', 'tsconfig.build.json'],
  ];
  for (const step of steps) {
    const code = await run(process.execPath, step);
    if (code !== 0) return fail('the build failed; the reason is above.', code);
  }
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, sourcesHash);
  say(`built in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return 0;
}

/** Path, size and time of every file that the build reads: changes when one is edited, added, moved or removed. */
function listSources() {
  const lines = [];
  const visit = (path) => {
    const file = join(ROOT, path);
    if (!existsSync(file)) return;
    const stat = statSync(file);
    if (!stat.isDirectory()) {
      lines.push(`${path} ${stat.size} ${stat.mtimeMs}\n`);
      return;
    }
    for (const entry of readdirSync(file).sort()) if (entry !== 'node_modules') visit(`${path}/${entry}`);
  };
  for (const path of [...SOURCE_FOLDERS, ...BUILD_FILES]) visit(path);
  return lines;
}

function run(file, args, options = {}) {
  return new Promise((resolve) => {
    running = spawn(file, args, { cwd: ROOT, stdio: 'inherit', ...options });
    running.once('error', (error) => resolve(fail(`${file} could not be started: ${error.message}`)));
    running.once('exit', (code, signal) => {
      running = undefined;
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function say(line) {
  process.stderr.write(`tacet: ${line}\n`);
}

function fail(line, code = 1) {
  say(line);
  return code;
}
