import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';

/** A process named so that a recycled pid is never mistaken for it. */
export interface ProcessHandle {
  pid: number;
  /** Opaque start-time mark of the process; a pid with another mark is another process. */
  startMark: string;
}

export interface BackgroundCommand {
  file: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd: string;
  /** Receives stdout and stderr; appended. */
  logFile: string;
}

/** Starts a command in its own process group with no tie to this terminal, so that Ctrl-C reaches only us. */
export function startInBackground(command: BackgroundCommand): ProcessHandle {
  const log = openSync(command.logFile, 'a');
  try {
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: command.env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error(`${command.file} could not be started`);
    return { pid: child.pid, startMark: readStartMark(child.pid) };
  } finally {
    closeSync(log);
  }
}

/** True while the process runs; false for a zombie, a dead pid, or a pid that now belongs to another process. */
export function isAlive(handle: ProcessHandle): boolean {
  try {
    process.kill(handle.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const mark = readStartMark(handle.pid);
  return mark !== '' && (handle.startMark === '' || mark === handle.startMark);
}

/** Asks the process to stop, and ends it after `graceMs`. Resolves once it is gone. */
export async function stopProcess(handle: ProcessHandle, graceMs: number): Promise<void> {
  const deadlineMs = Date.now() + graceMs;
  signal(handle, 'SIGTERM');
  while (isAlive(handle)) {
    if (Date.now() > deadlineMs) signal(handle, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function handleOf(pid: number): ProcessHandle {
  return { pid, startMark: readStartMark(pid) };
}

function signal(handle: ProcessHandle, name: NodeJS.Signals): void {
  if (!isAlive(handle)) return;
  try {
    process.kill(handle.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readStartMark(pid: number): string {
  if (existsSync('/proc/self/stat')) return readProcStartMark(pid);
  return spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** proc(5): after the command in parentheses come the state and, 19 fields later, the start time in clock ticks. */
function readProcStartMark(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
