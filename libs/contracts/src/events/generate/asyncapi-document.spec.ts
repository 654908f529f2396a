import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { TOPICS, topicName } from '../../topology';

const text = readFileSync(join(__dirname, '../../../../../docs/asyncapi.yaml'), 'utf8');

describe('docs/asyncapi.yaml', () => {
  it('is valid AsyncAPI 3.0 without errors or warnings', async () => {
    const { document, diagnostics } = await new Parser().parse(text);
    const worse = diagnostics.filter(({ severity }) => Number(severity) <= 1);
    expect(worse.map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
  }, 60_000);

  it('has a channel per topic, and an operation per app that writes or reads it', async () => {
    const { document } = await new Parser().parse(text);
    const addresses = document!
      .channels()
      .all()
      .map((channel) => channel.address());
    expect(addresses.sort()).toEqual(TOPICS.map(({ id }) => topicName(id, 'tacet.')).sort());
    const operations = document!
      .operations()
      .all()
      .map((operation) => operation.id());
    expect(operations).toEqual(expect.arrayContaining(['detect.send.anomalies', 'admit.receive.otlpSpans']));
    for (const channel of document!.channels().all())
      expect(channel.messages().all().length).toBeGreaterThan(0);
  }, 60_000);

  it('is refused by the parser when a reference points nowhere', async () => {
    const broken = text
      .replace("$ref: '#/components/schemas/AnomalyData'", "$ref: '#/components/schemas/Nothing'")
      .replace('$ref: "#/components/schemas/AnomalyData"', '$ref: "#/components/schemas/Nothing"');
    expect(broken).not.toBe(text);
    const { diagnostics } = await new Parser().parse(broken);
    expect(diagnostics.some(({ severity }) => Number(severity) === 0)).toBe(true);
  }, 60_000);
});
