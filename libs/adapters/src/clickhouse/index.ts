export { type ClickHouseConfig } from './clickhouse-config';
export { createRowStore } from './row-store';
export { createSnapshotStore } from './snapshot-store';
export { createReader, type Reader } from './reader';
export { createTableReader, type ReadLimits, type Table, type TableReader } from './table-reader';
export { applyMigrations } from './migrations';
export { createMemoryRowStore, type MemoryRowStore } from './memory-row-store';
export { createMemorySnapshotStore } from './memory-snapshot-store';
export { TABLE_COLUMNS, type ColumnKind, type TableColumns, type TableName } from './table-columns';
