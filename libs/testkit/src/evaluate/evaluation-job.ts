import { type Cell } from './operating-characteristics/cells';
import {
  type DelaysOfCell,
  delaysOf,
  type FalseAlarmsOfCell,
  falseAlarmsOf,
} from './operating-characteristics/run-cell';
import { type StreamAlarms, type TenantBudget, tenantStreamAlarms } from './tenant/tenant-stream';

/** One piece of a suite, plain data so that a worker thread can take it. Its result depends on nothing else. */
export type EvaluationJob =
  | { kind: 'false-alarms'; cell: Cell; keys: number; weeks: number; seed: number }
  | { kind: 'delay'; cell: Cell; factor: number; runs: number; seed: number }
  | { kind: 'tenant-stream'; index: number; weeks: number; seed: number; budgets: TenantBudget[] };

export type JobResult =
  | ({ kind: 'false-alarms' } & FalseAlarmsOfCell)
  | ({ kind: 'delay' } & DelaysOfCell)
  | { kind: 'tenant-stream'; alarms: StreamAlarms };

export type RunJobs = (jobs: readonly EvaluationJob[]) => Promise<JobResult[]>;

export function runJob(job: EvaluationJob): JobResult {
  switch (job.kind) {
    case 'false-alarms':
      return { kind: job.kind, ...falseAlarmsOf(job.cell, job.keys, job.weeks, job.seed) };
    case 'delay':
      return { kind: job.kind, ...delaysOf(job.cell, job.factor, job.runs, job.seed) };
    case 'tenant-stream':
      return { kind: job.kind, alarms: tenantStreamAlarms(job.index, job.weeks, job.seed, job.budgets) };
  }
}
