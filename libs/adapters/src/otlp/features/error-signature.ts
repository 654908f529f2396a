import { type TextHash } from './text-hash';

const READ_BYTES_MAX = 2_048;
const SIGNATURE_CHARS = 200;

/** What varies between two occurrences of the same error, in the order it is taken out. */
const VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/[a-z]+:\/\/[^\s"'<>)]+/g, '<url>'],
  [/"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`\n]{0,300}`/g, '<text>'],
  [/(?:[a-z]:)?(?:[\\/][\w.@~+-]+){2,}[\\/]?/g, '<path>'],
  [/\b(?:0x[0-9a-f]+|(?=[a-f]*\d)[0-9a-f]{8,})\b/g, '<hex>'],
  [/\b\w+[-_][a-z0-9]*\d[a-z0-9]{5,}\b/g, '<id>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
  [/\s+/g, ' '],
];

/**
 * One hash for all occurrences of an error: the text is lowered, its variables are replaced, it is cut to 200
 * characters and hashed. The text itself goes no further. Undefined when there is none.
 */
export function errorSignature(
  bytes: Buffer,
  start: number,
  end: number,
  hash: TextHash,
): string | undefined {
  const template = errorTemplate(bytes.toString('utf8', start, Math.min(end, start + READ_BYTES_MAX)));
  if (template === '') return undefined;
  const templateBytes = Buffer.from(template);
  return hash.hash(templateBytes, 0, templateBytes.length);
}

/** Exported for its own tests. */
export function errorTemplate(text: string): string {
  const template = VARIABLES.reduce(
    (rest, [variable, word]) => rest.replace(variable, word),
    text.toLowerCase(),
  );
  return template.trim().slice(0, SIGNATURE_CHARS);
}
