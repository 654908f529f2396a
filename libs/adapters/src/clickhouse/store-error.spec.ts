import { ClickHouseError } from '@clickhouse/client';
import { RowRejectedError, StoreUnavailableError } from '@tacet/runtime';
import { storeError } from './store-error';

const serverError = (code: string, type: string): ClickHouseError =>
  new ClickHouseError({ code, type, message: 'Row 1: value is my secret' });

describe('store error', () => {
  it.each([
    ['27', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED'],
    ['72', 'CANNOT_PARSE_NUMBER'],
    ['469', 'VIOLATED_CONSTRAINT'],
  ])('blames the rows for %s %s', (code, type) => {
    expect(storeError(serverError(code, type))).toBeInstanceOf(RowRejectedError);
  });

  it.each([
    ['252', 'TOO_MANY_PARTS'],
    ['241', 'MEMORY_LIMIT_EXCEEDED'],
    ['242', 'TABLE_IS_READ_ONLY'],
    ['164', 'READONLY'],
    ['60', 'UNKNOWN_TABLE'],
    ['16', 'NO_SUCH_COLUMN_IN_TABLE'],
    ['999999', 'SOMETHING_NEW'],
  ])('waits at %s %s', (code, type) => {
    expect(storeError(serverError(code, type))).toBeInstanceOf(StoreUnavailableError);
  });

  it('waits when the network fails, and names how', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(storeError(refused)).toBeInstanceOf(StoreUnavailableError);
    expect(storeError(refused).message).toBe('ECONNREFUSED');
    expect(storeError(new Error('Timeout error.')).message).toBe('TIMEOUT');
  });

  it('never repeats what the server said about the row', () => {
    const code = storeError(serverError('27', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED')).message;
    expect(code).toBe('CANNOT_PARSE_INPUT_ASSERTION_FAILED (27)');
  });
});
