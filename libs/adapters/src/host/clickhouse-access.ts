import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyMigrations, type ClickHouseConfig } from '../clickhouse';
import type { Environment } from '../config';

/** How this process reaches ClickHouse. */
export function clickHouseConfig(environment: Readonly<Environment>): ClickHouseConfig {
  return {
    url: environment.TACET_CLICKHOUSE_URL,
    username: environment.TACET_CLICKHOUSE_USER,
    password: environment.TACET_CLICKHOUSE_PASSWORD,
    database: environment.TACET_CLICKHOUSE_DATABASE,
  };
}

const ROLES_WITH_TABLES = ['assemble', 'detect', 'heal', 'store'];

/** Brings the schema up to date before any role reads or writes it; nothing when no role of this process does. */
export async function migrateIfAsked(environment: Readonly<Environment>): Promise<void> {
  if (!environment.TACET_CLICKHOUSE_MIGRATE) return;
  if (!environment.TACET_ROLES.some((role) => ROLES_WITH_TABLES.includes(role))) return;
  await applyMigrations(clickHouseConfig(environment), migrationsFolder());
}

function migrationsFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'clickhouse', 'migrations');
    if (existsSync(join(candidate, '0001_steps.sql'))) return candidate;
    if (dirname(folder) === folder) throw new Error('clickhouse/migrations is not part of this installation');
  }
}
