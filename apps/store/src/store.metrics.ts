import type { LogSink } from '@tacet/adapters/kafka';
import type { Metrics } from '@tacet/adapters/telemetry';
import type { StoreTaskDeps } from './store.task';

type StoreObserver = Required<
  Pick<StoreTaskDeps, 'onMalformed' | 'onGap' | 'onRejected' | 'onInserted' | 'onUnavailable'>
>;

export function createStoreObserver(metrics: Metrics, log: LogSink): StoreObserver {
  const inserted = metrics.counter('tacet_store_rows_total', 'Rows acknowledged', ['table']);
  const rejected = metrics.counter('tacet_store_rejected_rows_total', 'Rows the store will never take', [
    'table',
    'error',
  ]);
  const malformed = metrics.counter('tacet_store_malformed_messages_total', 'Messages skipped', [
    'topic',
    'reason',
  ]);
  const retries = metrics.counter('tacet_store_insert_retries_total', 'Inserts that are repeated', ['table']);
  const gaps = metrics.counter('tacet_store_gap_messages_total', 'Messages deleted before they were stored');
  return {
    onInserted: (table, rows) => inserted.inc({ table }, rows),
    onRejected: (table, error) => {
      rejected.inc({ table, error });
      log('error', `a row of ${table} was rejected: ${error}`);
    },
    onMalformed: (topic, reason) => malformed.inc({ topic, reason }),
    onUnavailable: (table, error, retryInMs) => {
      retries.inc({ table });
      log('warn', `insert into ${table} failed (${error}); again in ${retryInMs} ms`);
    },
    onGap: ({ topic, partition }, messages) => {
      gaps.inc(messages);
      log(
        'error',
        `data gap in ${topic}/${partition}: ${messages} messages were deleted before they were stored`,
      );
    },
  };
}
