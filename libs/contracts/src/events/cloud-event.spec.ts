import { CloudEvent as SdkEvent, Kafka } from 'cloudevents';
import { anomalyEvent } from './anomaly-event';
import { CLOUD_EVENT_HEADERS } from './event-types';
import { CLOUD_EVENT_CHARS_MAX, parseCloudEvent } from './parse-cloud-event';
import { toIsoTime } from './cloud-event';
import { recoveryEvent } from './recovery-event';
import { exampleAnomaly, exampleRecovery, exampleRuleAnomaly } from './testdata/example-events';

const minimal = { specversion: '1.0', id: '1', type: 't', source: '/s', data: { a: 1 } };

describe('an event of ours, read by the CloudEvents SDK', () => {
  it.each([
    ['anomaly', anomalyEvent(exampleAnomaly)],
    ['resolved anomaly', anomalyEvent(exampleRuleAnomaly)],
    ['recovery', recoveryEvent(exampleRecovery)],
  ])('is valid and equal: %s', (_, event) => {
    const message = { headers: CLOUD_EVENT_HEADERS, key: event.partitionkey, value: JSON.stringify(event) };
    const read = Kafka.toEvent<unknown>(message as never) as SdkEvent<unknown>;
    expect(read.validate()).toBe(true);
    const { partitionkey, ...rest } = event;
    expect(partitionkey).toBe(message.key);
    expect(JSON.parse(JSON.stringify(read.toJSON()))).toMatchObject(JSON.parse(JSON.stringify(rest)));
  });
});

describe('an event of the CloudEvents SDK, read by us', () => {
  it('is parsed with all its attributes and extensions', () => {
    const sent = new SdkEvent({
      id: 'd1',
      type: 'ai.tacet.deployment.marked',
      source: '/ci',
      time: '2026-11-01T10:00:00.000Z',
      partitionkey: 'shop',
      traceparent: '00-x',
      datacontenttype: 'application/json; charset=utf-8',
      data: { service: 'shop' },
    });
    const message = Kafka.structured(sent);
    expect(message.headers).toEqual(CLOUD_EVENT_HEADERS);
    const read = parseCloudEvent(message.value);
    expect(read).toEqual({ ok: true, event: JSON.parse(JSON.stringify(sent.toJSON())) });
    expect(read.ok && read.event.partitionkey).toBe('shop');
  });
});

describe('parseCloudEvent', () => {
  it('accepts the smallest event', () => {
    expect(parseCloudEvent(JSON.stringify(minimal)).ok).toBe(true);
  });

  it.each([
    ['not-json', '{"specversion":'],
    ['not-json', ''],
    ['not-an-object', 'null'],
    ['not-an-object', '[1]'],
    ['wrong-specversion', JSON.stringify({ ...minimal, specversion: '0.3' })],
    ['missing-id', JSON.stringify({ ...minimal, id: '' })],
    ['missing-type', JSON.stringify({ ...minimal, type: undefined })],
    ['missing-source', JSON.stringify({ ...minimal, source: 4 })],
    ['wrong-time', JSON.stringify({ ...minimal, time: 'yesterday' })],
    ['wrong-time', JSON.stringify({ ...minimal, time: 1_700_000_000 })],
    ['wrong-attribute', JSON.stringify({ ...minimal, subject: 5 })],
    ['wrong-content-type', JSON.stringify({ ...minimal, datacontenttype: 'text/xml' })],
    ['missing-data', JSON.stringify({ ...minimal, data: undefined, data_base64: 'AA==' })],
    ['missing-data', JSON.stringify({ ...minimal, data: 'text' })],
    ['too-large', JSON.stringify({ ...minimal, data: { a: 'x'.repeat(CLOUD_EVENT_CHARS_MAX) } })],
  ])('says %s', (reason, text) => {
    expect(parseCloudEvent(text)).toEqual({ ok: false, reason });
  });
});

describe('toIsoTime', () => {
  it('writes UTC with milliseconds and refuses what is no time', () => {
    expect(toIsoTime(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(() => toIsoTime(-1)).toThrow(RangeError);
    expect(() => toIsoTime(Number.NaN)).toThrow(RangeError);
    expect(() => toIsoTime(1e15)).toThrow(RangeError);
  });
});
