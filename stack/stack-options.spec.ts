import { planStack } from './stack-options';
import { StackFailure } from './stack-failure';

describe('planStack', () => {
  it('uses the documented ports and folder by default', () => {
    const plan = planStack({ env: {} });
    expect(plan).toMatchObject({ kafkaPort: 19092, clickhousePort: 18123, docker: 'auto' });
    expect(plan.dataDir).toMatch(/\.tacet[/\\]stack$/);
    expect(plan.externalKafka).toBeUndefined();
    expect(plan.externalClickHouse).toBeUndefined();
  });

  it('takes external services from the environment', () => {
    const plan = planStack({
      env: {
        TACET_KAFKA_BROKERS: 'a:1, b:2',
        TACET_CLICKHOUSE_URL: 'http://c:8123',
        TACET_CLICKHOUSE_USER: 'u',
        TACET_CLICKHOUSE_PASSWORD: 'p',
      },
    });
    expect(plan.externalKafka).toEqual(['a:1', 'b:2']);
    expect(plan.externalClickHouse).toEqual({
      url: 'http://c:8123',
      user: 'u',
      password: 'p',
      database: 'default',
    });
  });

  it('refuses a broker without a port and a URL without http', () => {
    expect(() => planStack({ env: { TACET_KAFKA_BROKERS: 'kafka' } })).toThrow(StackFailure);
    expect(() => planStack({ env: { TACET_CLICKHOUSE_URL: 'localhost:8123' } })).toThrow(StackFailure);
  });
});
