import { TABLES, TOPICS, topicName } from './topology';
import { TOPOLOGY_END, TOPOLOGY_START, topologyTables, withTopologyTables } from './topology-table';

describe('topologyTables', () => {
  it('has a row for every topic and every table', () => {
    const text = topologyTables('x.');
    for (const { id } of TOPICS) expect(text).toContain(`| \`${topicName(id, 'x.')}\` |`);
    for (const { name } of TABLES) expect(text).toContain(`\n| \`${name}\` |`);
  });

  it('escapes what would break a cell', () => {
    const row = topologyTables()
      .split('\n')
      .find((line) => line.includes('anomalies.v1'))!;
    expect(row).toContain('opened\\|updated\\|resolved');
    expect(topologyTables()).toContain('Envelope&lt;Turn>');
    expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8);
  });
});

describe('withTopologyTables', () => {
  const readme = `# T\n${TOPOLOGY_START}\nstale\n${TOPOLOGY_END}\nend\n`;

  it('replaces what stands between the marks and nothing else', () => {
    const text = withTopologyTables(readme)!;
    expect(text.startsWith(`# T\n${TOPOLOGY_START}\n`)).toBe(true);
    expect(text.endsWith(`${TOPOLOGY_END}\nend\n`)).toBe(true);
    expect(text).not.toContain('stale');
  });

  it('changes nothing the second time', () => {
    const once = withTopologyTables(readme)!;
    expect(withTopologyTables(once)).toBe(once);
  });

  it('gives null when a mark is missing or they stand the wrong way round', () => {
    expect(withTopologyTables('# T')).toBeNull();
    expect(withTopologyTables(TOPOLOGY_START)).toBeNull();
    expect(withTopologyTables(`${TOPOLOGY_END}${TOPOLOGY_START}`)).toBeNull();
  });
});
