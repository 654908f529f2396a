export { startStack } from './start-stack';
export type { Stack } from './start-stack';
export { stackStatus } from './stack-status';
export type { ServiceStatus, StackStatus } from './stack-status';
export { stopStack } from './stop-stack';
export { StackFailure } from './stack-failure';
export { DEFAULT_CLICKHOUSE_PORT, DEFAULT_KAFKA_PORT } from './stack-options';
export type { StackOptions } from './stack-options';
export { findFreePort } from './tcp-port';
