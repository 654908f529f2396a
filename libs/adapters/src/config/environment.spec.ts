import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment';

describe('environment', () => {
  it('has a default for everything a local start needs', () => {
    const environment = readEnvironment({});
    expect(environment.TACET_ROLES).toEqual(['admit', 'assemble', 'detect', 'heal', 'store']);
    expect(environment.TACET_KAFKA_BROKERS).toEqual(['127.0.0.1:19092']);
  });

  it('reads lists, numbers and flags from text', () => {
    const environment = readEnvironment({
      TACET_ROLES: 'admit, store',
      TACET_KAFKA_BROKERS: 'a:1,b:2',
      TACET_TOPIC_PARTITIONS: '12',
      TACET_KAFKA_TLS: '1',
    });
    expect(environment.TACET_ROLES).toEqual(['admit', 'store']);
    expect(environment.TACET_KAFKA_BROKERS).toEqual(['a:1', 'b:2']);
    expect(environment.TACET_TOPIC_PARTITIONS).toBe(12);
    expect(environment.TACET_KAFKA_TLS).toBe(true);
  });

  it('names every variable that is wrong in one error', () => {
    expect(() => readEnvironment({ TACET_ROLES: 'admit,sing', TACET_TOPIC_PARTITIONS: 'many' })).toThrow(
      /TACET_ROLES[\s\S]*TACET_TOPIC_PARTITIONS|TACET_TOPIC_PARTITIONS[\s\S]*TACET_ROLES/,
    );
  });

  it('takes the password from a file when one is named', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tacet-')), 'password');
    writeFileSync(file, 's3cret\n');
    expect(readEnvironment({ TACET_CLICKHOUSE_PASSWORD_FILE: file }).TACET_CLICKHOUSE_PASSWORD).toBe(
      's3cret',
    );
  });
});
