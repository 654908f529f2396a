export { clickHouseConfig } from './clickhouse-access';
export { Liveness } from './liveness';
export { ENVIRONMENT, KAFKA, LOG_PRODUCER, LOG_SINK, PlatformModule, TOPIC_NAMES } from './platform.module';
export { startHost, type HostedRole } from './start-host';
export { type RoleConsumer, type RoleDefinition } from './role';
