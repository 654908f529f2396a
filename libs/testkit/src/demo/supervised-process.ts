import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

export interface SupervisedProcessOptions {
  /** How it is called in what is printed. */
  name: string;
  /** The built file, below the root. */
  entry: string;
  /** Repository root: where `dist/` lies. */
  root: string;
  variables: Record<string, string>;
  logFile: string;
  say: (line: string) => void;
}

/** The process with every role. */
export const TACET = { name: 'Tacet', entry: 'dist/apps/tacet/src/main.js' };

/** The page that draws the boards. */
export const BOARD = { name: 'the board', entry: 'dist/apps/board/src/main.js' };

const RESTARTS_MAX = 5;

/** A child process that is started again when it dies, as any supervisor in production would. */
export class SupervisedProcess {
  private child: ChildProcess | null = null;
  private restarts = 0;
  private stopping = false;
  private failed: Error | null = null;

  constructor(private readonly options: SupervisedProcessOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    const log = createWriteStream(this.options.logFile, { flags: 'a' });
    // Flags of this process (a profiler, a heap limit) hold for the child too.
    const args = [...process.execArgv, join(this.options.root, this.options.entry)];
    const child = spawn(process.execPath, args, {
      cwd: this.options.root,
      env: { ...process.env, ...this.options.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    child.once('exit', (code, signal) => this.onExit(signal ?? `code ${code}`));
    this.child = child;
  }

  /** Resolves when the route answers 200. Rejects when the process keeps dying or the time is over. */
  async ready(url: string, timeoutMs: number): Promise<void> {
    const giveUpAt = Date.now() + timeoutMs;
    while (Date.now() < giveUpAt) {
      if (this.failed) throw this.failed;
      const response = await fetch(url).catch(() => null);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(
      `${this.options.name} was not ready within ${timeoutMs / 1_000} s: see ${this.options.logFile}`,
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(force);
  }

  private onExit(how: string): void {
    if (this.stopping) return;
    this.restarts++;
    if (this.restarts > RESTARTS_MAX) {
      this.failed = new Error(
        `${this.options.name} died ${this.restarts} times (${how}): see ${this.options.logFile}`,
      );
      this.options.say(this.failed.message);
      return;
    }
    this.options.say(`${this.options.name} ended (${how}); starting it again`);
    this.start();
  }
}
