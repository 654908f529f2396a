import { DEFAULT_FEATURE_TABLES } from './feature-tables';
import { errorSignature, errorTemplate } from './error-signature';
import { RefusalPhrases } from './refusal';
import { isEmptyArguments, ResultFeatures } from './result-features';
import { TextHash } from './text-hash';

const over = <T>(read: (bytes: Buffer, start: number, end: number) => T) => {
  return (text: string): T => {
    const padded = Buffer.from(`xx${text}yy`);
    return read(padded, 2, padded.length - 2);
  };
};

describe('text hash', () => {
  const hash = over((bytes, start, end) => new TextHash('key').hash(bytes, start, end));

  it('does not see white space outside strings in JSON, and sees it inside', () => {
    expect(hash(' {"q": "a b",\n "n": [1, 2]} ')).toBe(hash('{"q":"a b","n":[1,2]}'));
    expect(hash('{"q":"ab"}')).not.toBe(hash('{"q":"a b"}'));
    expect(hash('{"q":"a\\" b"}')).not.toBe(hash('{"q":"a\\"b"}'));
  });

  it('sees white space inside plain text, but not around it', () => {
    expect(hash(' ls -la\n')).toBe(hash('ls -la'));
    expect(hash('ls -la')).not.toBe(hash('ls-la'));
  });

  it('depends on its key', () => {
    const bytes = Buffer.from('same');
    expect(new TextHash('a').hash(bytes, 0, 4)).not.toBe(new TextHash('b').hash(bytes, 0, 4));
    expect(new TextHash('a').hash(bytes, 0, 4)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('gives 100,000 near neighbours 100,000 values', () => {
    const hasher = new TextHash(undefined);
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      const bytes = Buffer.from(`{"page": ${i}}`);
      seen.add(hasher.hash(bytes, 0, bytes.length));
    }
    expect(seen.size).toBe(100_000);
  });
});

describe('arguments', () => {
  const isEmpty = over(isEmptyArguments);

  it.each(['', '  ', '{}', '{ }', '[]', '[\n]', 'null', 'None', '""'])('%j is empty', (text) => {
    expect(isEmpty(text)).toBe(true);
  });

  it.each(['{"a":1}', '[0]', '0', 'false', 'x', '{"args": [], "kwargs": {}}'])('%j is not', (text) => {
    expect(isEmpty(text)).toBe(false);
  });
});

describe('results', () => {
  const features = new ResultFeatures(DEFAULT_FEATURE_TABLES);
  const isEmpty = over((bytes, start, end) => features.isEmpty(bytes, start, end));
  const isError = over((bytes, start, end) => features.isError(bytes, start, end));

  it.each([
    '',
    ' \n',
    'null',
    'None',
    '[]',
    '[ ]',
    '{}',
    '{ }',
    '""',
    '"[]"',
    'No results found.',
    '{"results": []}',
    '{"total": 0, "items": [ ]}',
  ])('%j is empty', (text) => expect(isEmpty(text)).toBe(true));

  it.each(['0', 'false', '[0]', '{"results": [1]}', 'no results were expected', '{"a": {"results": []}}'])(
    '%j is not empty',
    (text) => expect(isEmpty(text)).toBe(false),
  );

  it.each([
    '{"content": [], "isError": true}',
    '{"error": "boom"}',
    '{"error": {"code": 1}}',
    '{"status": 503}',
    '{"status_code": "404", "x": 1}',
    'Error: no such file',
    '"Error: quoted"',
    'Traceback (most recent call last):\n  File "x"',
  ])('%j carries an error', (text) => expect(isError(text)).toBe(true));

  it.each([
    '{"isError": false}',
    '{"error": null}',
    '{"error": ""}',
    '{"error": false}',
    '{"error": {}}',
    '{"status": 200}',
    '{"status": "ok"}',
    '{"status": 4000}',
    '{"result": {"error": "inner"}}',
    'An Error: is described here',
    '{"broken": ',
    '[',
  ])('%j carries none', (text) => expect(isError(text)).toBe(false));
});

describe('refusal', () => {
  const phrases = new RefusalPhrases(DEFAULT_FEATURE_TABLES.refusals);
  const isRefusal = over((bytes, start, end) => phrases.isIn(bytes, start, end));

  it.each([
    "I'm sorry, but I can't do that.",
    'I\u2019m unable to help with this request',
    'Hello. I CANNOT ASSIST WITH that',
    '[{"role":"assistant","parts":[{"type":"text","content":"I cannot help with it"}]}]',
    '{"role": "assistant", "text" : "Sorry, I cannot"}',
  ])('%j is one', (text) => expect(isRefusal(text)).toBe(true));

  it.each([
    '',
    'Sure! I can help with that.',
    'He said hi cannot help with',
    `${'x'.repeat(250)} I cannot help with that`,
    '["text',
  ])('%j is none', (text) => expect(isRefusal(text)).toBe(false));

  it('refuses phrases it cannot match byte by byte', () => {
    expect(() => new RefusalPhrases(['n\u00e3o posso'])).toThrow(/ASCII/);
  });
});

describe('error signature', () => {
  const signature = over((bytes, start, end) => errorSignature(bytes, start, end, new TextHash('k')));

  it('is the same for two occurrences that differ in their variables', () => {
    expect(
      signature(
        'Timeout after 30.5 s calling https://a.b/c?x=1 for order 0x7fA3 at 2026-01-02T03:04:05Z, id 1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      ),
    ).toBe(
      signature(
        'timeout after 7 s calling https://other/ for order 0x11 at 2025-11-12 13:14:15, id 6fa459ea-ee8a-3ca4-894e-db77e160355e',
      ),
    );
    expect(signature("No such file: '/a/b.txt'")).toBe(signature("No such file: '/etc/c'"));
    expect(signature('open /home/u1/x.py failed')).toBe(signature('open /srv/data/y.py failed'));
  });

  it('differs for different errors, and is absent without text', () => {
    expect(signature('connection refused')).not.toBe(signature('connection reset'));
    expect(signature('  ')).toBeUndefined();
  });

  it('cuts the template to 200 characters', () => {
    expect(errorTemplate('word '.repeat(200))).toHaveLength(200);
  });

  it('takes linear time on hostile text', () => {
    const before = process.cpuUsage();
    for (const text of [
      'a'.repeat(2_048),
      '/'.repeat(2_048),
      '"'.repeat(2_047),
      'a-'.repeat(1_024),
      '1,'.repeat(1_024),
      'f'.repeat(2_048),
    ]) {
      errorTemplate(text);
    }
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
