import type { ProcessHandle } from './process-handle';

/** What every local service needs to be started. */
export interface LocalStart {
  /** Data and logs; created when missing. */
  folder: string;
  port: number;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal?: AbortSignal;
  /** Called as soon as there is a process, long before it is ready: from here on somebody must know its pid. */
  onSpawn: (process: ProcessHandle) => void;
}
