import { sayRate, textTable } from '../text-table';
import { type TenantReport } from './run-tenant';

export function tenantLines({ options, rows }: TenantReport): string[] {
  const body = rows.map(({ detector, budget, alarms, perWeek, perWeekInterval: { low, high } }) => [
    detector,
    budget === null ? 'none' : String(budget),
    String(alarms),
    sayRate(perWeek),
    `${sayRate(low)}–${sayRate(high)}`,
  ]);
  return [
    `tenant of ${options.streams} unchanged streams, ${options.weeks} weeks measured`,
    '',
    ...textTable(['detector', 'budget per week', 'alarms', 'per week', '95 % interval'], body),
    '',
  ];
}
