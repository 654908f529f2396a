/**
 * Field numbers of opentelemetry-proto v1 (trace.proto, logs.proto, common.proto, resource.proto), as the tag
 * that precedes each on the wire: number × 8 + wire type. Only what the projection reads.
 */
function tag(field: number, wireType: 0 | 1 | 2 | 5): number {
  return field * 8 + wireType;
}

/** Bit set of the field numbers that a message reads: with another wire type they are an error. */
function fields(...numbers: number[]): number {
  return numbers.reduce((set, number) => set | (1 << number), 0);
}

/** TracesData / LogsData: the repeated resource group is field 1. */
export const MessageTag = { group: tag(1, 2), read: fields(1) };

/** ResourceSpans / ResourceLogs. */
export const GroupTag = {
  resource: tag(1, 2),
  scopes: tag(2, 2),
  readFirst: fields(1),
  readSecond: fields(2),
};

export const ResourceTag = { attribute: tag(1, 2), read: fields(1) };

/** ScopeSpans / ScopeLogs, and the name inside their InstrumentationScope. */
export const ScopeTag = {
  scope: tag(1, 2),
  records: tag(2, 2),
  readFirst: fields(1),
  readSecond: fields(2),
  name: tag(1, 2),
  read: fields(1),
};

export const SpanTag = {
  traceId: tag(1, 2),
  spanId: tag(2, 2),
  parentSpanId: tag(4, 2),
  name: tag(5, 2),
  startTime: tag(7, 1),
  endTime: tag(8, 1),
  attribute: tag(9, 2),
  event: tag(11, 2),
  status: tag(15, 2),
  read: fields(1, 2, 4, 5, 7, 8, 9, 11, 15),
} as const;

export const EventTag = { attribute: tag(3, 2), read: fields(3) };

export const StatusTag = { message: tag(2, 2), code: tag(3, 0), read: fields(2, 3) };

export const LogTag = {
  time: tag(1, 1),
  severity: tag(2, 0),
  body: tag(5, 2),
  attribute: tag(6, 2),
  traceId: tag(9, 2),
  spanId: tag(10, 2),
  observedTime: tag(11, 1),
  eventName: tag(12, 2),
  read: fields(1, 2, 5, 6, 9, 10, 11, 12),
} as const;

export const KeyValueTag = { key: tag(1, 2), value: tag(2, 2), read: fields(1, 2) };

export const AnyValueTag = {
  string: tag(1, 2),
  bool: tag(2, 0),
  int: tag(3, 0),
  double: tag(4, 1),
  list: tag(5, 2),
  map: tag(6, 2),
  bytes: tag(7, 2),
  read: fields(1, 2, 3, 4, 5, 6, 7),
} as const;

/** ArrayValue and KeyValueList: one repeated field. */
export const ListTag = { values: tag(1, 2), read: fields(1) };
