import { shareBudget } from '@tacet/core/statistics';
import { type RunJobs } from '../evaluation-job';
import { type RateInterval, rateInterval } from '../measures/poisson-interval';

export interface TenantOptions {
  streams: number;
  weeks: number;
  seed: number;
}

export interface TenantReport {
  suite: 'tenant';
  options: TenantOptions;
  rows: {
    detector: string;
    /** Expected false alarms per week of the whole tenant; null for those that have no such promise. */
    budget: number | null;
    alarms: number;
    perWeek: number;
    perWeekInterval: RateInterval;
  }[];
}

export const TENANT_BUDGETS = [1, 10] as const;

/** Realised false alarms per week of a whole tenant against its budget; every alarm is false. */
export async function runTenant(options: TenantOptions, runJobs: RunJobs): Promise<TenantReport> {
  const { streams, weeks, seed } = options;
  const claims = Array.from({ length: streams }, () => ({ weight: 1, active: true }));
  const budgets = TENANT_BUDGETS.map((falseAlarmsPerWeek) => ({
    falseAlarmsPerWeek,
    share: shareBudget(falseAlarmsPerWeek, claims)[0] as number,
  }));
  const results = await runJobs(
    claims.map((_, index) => ({ kind: 'tenant-stream' as const, index, weeks, seed, budgets })),
  );
  const alarms = new Map<string, number>();
  for (const result of results) {
    if (result.kind !== 'tenant-stream') continue;
    for (const { detector, count } of result.alarms)
      alarms.set(detector, (alarms.get(detector) ?? 0) + count);
  }
  const rows = [...alarms].map(([detector, count]) => ({
    detector,
    budget: TENANT_BUDGETS.find((budget) => detector === `Tacet F=${budget}`) ?? null,
    alarms: count,
    perWeek: count / weeks,
    perWeekInterval: rateInterval(count, weeks),
  }));
  return { suite: 'tenant', options, rows };
}
