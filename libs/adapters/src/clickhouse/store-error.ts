import { ClickHouseError } from '@clickhouse/client';
import { RowRejectedError, StoreUnavailableError } from '@tacet/runtime';

/**
 * Server codes that blame the rows (names and numbers from ClickHouse's ErrorCodes.cpp): the same rows fail
 * again wherever they are sent. Everything else may pass: the network, TOO_MANY_PARTS (252), memory (241), read-only
 * (164, 242), disk (243), time-outs (159, 209), a missing table or column until it is migrated (16, 60, 81),
 * a password until it is set right (516). When in doubt an error is the store's, because waiting loses nothing.
 */
const ROW_CODES: ReadonlySet<number> = new Set([
  6, // CANNOT_PARSE_TEXT
  25, // CANNOT_PARSE_ESCAPE_SEQUENCE
  26, // CANNOT_PARSE_QUOTED_STRING
  27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  38, // CANNOT_PARSE_DATE
  41, // CANNOT_PARSE_DATETIME
  53, // TYPE_MISMATCH
  69, // ARGUMENT_OUT_OF_BOUND
  70, // CANNOT_CONVERT_TYPE
  72, // CANNOT_PARSE_NUMBER
  117, // INCORRECT_DATA
  128, // TOO_LARGE_ARRAY_SIZE
  130, // CANNOT_READ_ARRAY_FROM_TEXT
  131, // TOO_LARGE_STRING_SIZE
  321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  407, // DECIMAL_OVERFLOW
  467, // CANNOT_PARSE_BOOL
  469, // VIOLATED_CONSTRAINT
]);

/**
 * Maps whatever an insert or a query threw to the two errors of the port. The message is the error's class and
 * number only: the server's own text quotes values.
 */
export function storeError(error: unknown): RowRejectedError | StoreUnavailableError {
  if (error instanceof ClickHouseError) {
    const code = Number(error.code);
    const name = `${error.type || 'UNKNOWN'} (${error.code})`;
    return ROW_CODES.has(code) ? new RowRejectedError(name) : new StoreUnavailableError(name);
  }
  return new StoreUnavailableError(networkClass(error));
}

function networkClass(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error && /timeout/i.test(error.message) ? 'TIMEOUT' : 'NETWORK';
}
