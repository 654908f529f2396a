import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeClickHouseAccess } from './docker-engine';

describe('composeClickHouseAccess', () => {
  it('reads the password where the compose file does, and lets the environment win', () => {
    const secrets = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(secrets, 'clickhouse_password'), 's3cret\n');
    const env = { TACET_SECRETS_DIR: secrets };
    expect(composeClickHouseAccess(env)).toEqual({ user: 'tacet', password: 's3cret', database: 'tacet' });
    expect(composeClickHouseAccess({ ...env, TACET_CLICKHOUSE_PASSWORD: 'x' }).password).toBe('x');
    rmSync(secrets, { recursive: true });
  });
});
