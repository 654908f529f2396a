import { TABLES, TOPICS, topicName, type TableDefinition, type TopicDefinition } from './topology';

/** Where the tables stand in README.md; everything between the two marks is generated. */
export const TOPOLOGY_START = '<!-- topology:start -->';
export const TOPOLOGY_END = '<!-- topology:end -->';

const HOUR_MS = 3_600_000;

/** Topics and tables as two Markdown tables, in stream order. */
export function topologyTables(prefix = 'tacet.'): string {
  const topics = table(
    ['topic', 'key', 'value', 'written by', 'read by', 'kept'],
    TOPICS.map((topic) => topicRow(topic, prefix)),
  );
  const tables = table(['ClickHouse table', 'made from', 'holds', 'read by', 'kept'], TABLES.map(tableRow));
  return `${topics}\n\n${tables}`;
}

/**
 * README text with its topology part replaced, or null when the marks are missing or stand the wrong way
 * round: the caller says so.
 */
export function withTopologyTables(readme: string, prefix?: string): string | null {
  const start = readme.indexOf(TOPOLOGY_START);
  const end = readme.indexOf(TOPOLOGY_END);
  if (start < 0 || end < start) return null;
  const before = readme.slice(0, start + TOPOLOGY_START.length);
  return `${before}\n\n${topologyTables(prefix)}\n\n${readme.slice(end)}`;
}

function topicRow(topic: TopicDefinition, prefix: string): string[] {
  return [
    `\`${topicName(topic.id, prefix)}\``,
    topic.key,
    topic.value,
    topic.writers.join(', '),
    topic.readers.join(', '),
    topic.owned ? duration(topic.retentionMs) : `yours (≥ ${duration(topic.retentionMs)})`,
  ];
}

function tableRow(definition: TableDefinition): string[] {
  const topic = TOPICS.find((candidate) => candidate.id === definition.from);
  return [
    `\`${definition.name}\``,
    topic ? `\`${topic.name}\`` : definition.from,
    definition.holds,
    definition.readers.join(', '),
    definition.ttlDays === null ? 'for ever' : `${definition.ttlDays} days`,
  ];
}

function duration(ms: number): string {
  const hours = ms / HOUR_MS;
  return hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar would end the cell, and `Envelope<Turn>` would be taken for an HTML tag. */
function cellText(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
