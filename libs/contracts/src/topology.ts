/**
 * Topics and tables, who writes and who reads them: the one place that says so. The README's table, the
 * topics created at start-up, the store's subscriptions and the AsyncAPI document are all made from this.
 */
export type AppName = 'admit' | 'assemble' | 'detect' | 'heal' | 'store';
export type Party = AppName | 'collectors' | 'agents' | 'subscribers' | 'operators' | 'boards';

export interface TopicDefinition {
  /** Short name in code and configuration; the Kafka name is prefix + name + version. */
  id: TopicId;
  /** Name after the prefix, or the whole name of an input topic that others own. */
  name: string;
  owned: boolean;
  key: string;
  value: string;
  writers: readonly Party[];
  readers: readonly Party[];
  retentionMs: number;
}

export type TopicId =
  | 'otlpSpans'
  | 'otlpLogs'
  | 'steps'
  | 'partials'
  | 'turns'
  | 'findings'
  | 'anomalies'
  | 'recoveries'
  | 'deployments'
  | 'outcomes'
  | 'controls'
  | 'ledger'
  | 'deadLetters';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const TOPICS: readonly TopicDefinition[] = [
  {
    id: 'otlpSpans',
    name: 'otlp_spans',
    owned: false,
    key: 'any (trace id preferred)',
    value: 'OTLP TracesData, protobuf or JSON',
    writers: ['collectors', 'agents'],
    readers: ['admit'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'otlpLogs',
    name: 'otlp_logs',
    owned: false,
    key: 'any (trace id preferred)',
    value: 'OTLP LogsData, protobuf or JSON',
    writers: ['collectors', 'agents'],
    readers: ['admit'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'steps',
    name: 'steps.v1',
    owned: true,
    key: 'none: partitioned by trace, else session',
    value: 'StepsRecord: steps of one input partition',
    writers: ['admit'],
    readers: ['assemble', 'store'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'partials',
    name: 'partials.v1',
    owned: true,
    key: 'none: partitioned by series',
    value: 'Envelope<WindowRow>: window rows of one origin partition',
    writers: ['admit', 'assemble'],
    readers: ['detect', 'store'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'turns',
    name: 'turns.v1',
    owned: true,
    key: 'none',
    value: 'Envelope<Turn>',
    writers: ['assemble'],
    readers: ['store'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'findings',
    name: 'findings.v1',
    owned: true,
    key: 'none: partitioned by agent',
    value: 'Envelope<Finding>',
    writers: ['assemble'],
    readers: ['detect', 'store'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'anomalies',
    name: 'anomalies.v1',
    owned: true,
    key: 'anomaly id',
    value: 'CloudEvents 1.0 structured JSON, ai.tacet.anomaly.opened|updated|resolved',
    writers: ['detect'],
    readers: ['heal', 'store', 'subscribers', 'agents'],
    retentionMs: 30 * DAY_MS,
  },
  {
    id: 'recoveries',
    name: 'recoveries.v1',
    owned: true,
    key: 'incident id',
    value: 'CloudEvents 1.0 structured JSON, ai.tacet.recovery.commanded|verified|unresolved',
    writers: ['heal'],
    readers: ['store', 'subscribers', 'agents'],
    retentionMs: 30 * DAY_MS,
  },
  {
    id: 'deployments',
    name: 'deployments.v1',
    owned: true,
    key: 'service',
    value: 'CloudEvents 1.0 structured JSON, ai.tacet.deployment.marked',
    writers: ['operators', 'agents'],
    readers: ['store'],
    retentionMs: 30 * DAY_MS,
  },
  {
    id: 'outcomes',
    name: 'outcomes.v1',
    owned: true,
    key: 'incident id',
    value: 'CloudEvents 1.0 structured JSON, ai.tacet.recovery.outcome',
    writers: ['agents'],
    readers: ['store'],
    retentionMs: 30 * DAY_MS,
  },
  {
    id: 'controls',
    name: 'controls.v1',
    owned: true,
    key: 'tenant',
    value: 'CloudEvents 1.0 structured JSON, ai.tacet.control.*',
    writers: ['operators'],
    readers: ['store'],
    retentionMs: 30 * DAY_MS,
  },
  {
    id: 'ledger',
    name: 'ledger.v1',
    owned: true,
    key: 'none',
    value: 'Envelope<LedgerRow>',
    writers: ['admit'],
    readers: ['store'],
    retentionMs: 3 * DAY_MS,
  },
  {
    id: 'deadLetters',
    name: 'dead-letters.v1',
    owned: true,
    key: 'none',
    value: 'DeadLetter: a pointer, never a payload',
    writers: ['admit'],
    readers: ['store', 'operators'],
    retentionMs: 14 * DAY_MS,
  },
];

export interface TableDefinition {
  name: string;
  /** Topic whose rows land here, or the app that writes it directly. */
  from: TopicId | AppName;
  holds: string;
  readers: readonly Party[];
  ttlDays: number | null;
}

export const TABLES: readonly TableDefinition[] = [
  { name: 'steps', from: 'steps', holds: 'every step, for drill-down', readers: ['boards'], ttlDays: 7 },
  { name: 'turns', from: 'turns', holds: 'one row per turn', readers: ['boards'], ttlDays: 90 },
  { name: 'findings', from: 'findings', holds: 'one row per rule hit', readers: ['boards'], ttlDays: 90 },
  {
    name: 'windows',
    from: 'partials',
    holds: 'one-minute rows per series and origin, late rows additive: sums over FINAL are exact',
    readers: ['boards'],
    ttlDays: 90,
  },
  {
    name: 'anomalies',
    from: 'anomalies',
    holds: 'every revision of every anomaly',
    readers: ['boards'],
    ttlDays: null,
  },
  { name: 'recoveries', from: 'recoveries', holds: 'every command', readers: ['boards'], ttlDays: null },
  {
    name: 'deployments',
    from: 'deployments',
    holds: 'deployment markers',
    readers: ['boards'],
    ttlDays: null,
  },
  {
    name: 'outcomes',
    from: 'outcomes',
    holds: 'what agents did with commands',
    readers: ['boards'],
    ttlDays: null,
  },
  { name: 'controls', from: 'controls', holds: 'operator actions', readers: ['boards'], ttlDays: null },
  {
    name: 'ledger',
    from: 'ledger',
    holds: 'tiles of the input log, for audit',
    readers: ['boards'],
    ttlDays: 90,
  },
  {
    name: 'dead_letters',
    from: 'deadLetters',
    holds: 'pointers to messages that could not be read',
    readers: ['boards'],
    ttlDays: 90,
  },
  {
    name: 'state_snapshots',
    from: 'detect',
    holds:
      'long memory of assemble (empty rates), detect (series, rules) and heal (incidents), guarded by the last input applied',
    readers: ['assemble', 'detect', 'heal'],
    ttlDays: null,
  },
];

/** Kafka names of every topic. */
export type TopicNames = Readonly<Record<TopicId, string>>;

/** Inputs may be named otherwise: a collector's topic is the collector's to name. */
export function topicNames(
  prefix: string,
  inputs: { otlpSpans: string; otlpLogs: string } = { otlpSpans: 'otlp_spans', otlpLogs: 'otlp_logs' },
): TopicNames {
  const names = Object.fromEntries(TOPICS.map(({ id }) => [id, topicName(id, prefix)])) as Record<
    TopicId,
    string
  >;
  return { ...names, ...inputs };
}

/** Kafka name of a topic under a prefix such as `tacet.`; topics that others own keep their name. */
export function topicName(id: TopicId, prefix: string): string {
  const topic = TOPICS.find((candidate) => candidate.id === id);
  if (!topic) throw new Error(`unknown topic id ${id}`);
  return topic.owned ? `${prefix}${topic.name}` : topic.name;
}
