/**
 * What the features look for, as data: edit here, or pass another table to the decoder. All words are
 * lower-case ASCII; texts are lowered before they are compared, and a typographic apostrophe counts as plain.
 */
export interface FeatureTables {
  /** Whole results that mean nothing was found, without surrounding blanks, quotes and a final dot. */
  emptyResults: readonly string[];
  /** Keys of a JSON object result whose empty array means that nothing was found. */
  listKeys: readonly string[];
  /** Beginnings of a result that mean an error. */
  errorStarts: readonly string[];
  /** Top-level keys of a JSON object result that mean an error. */
  errorKeys: readonly { key: string; when: 'true' | 'present' | 'status-400' }[];
  /** Phrases near the start of a completion that mean a refusal. */
  refusals: readonly string[];
  /** Tools whose call is a question to the user. */
  clarificationTools: readonly string[];
  /** Words in a finish reason or error type that mean a person broke the run off. */
  interruptReasons: readonly string[];
}

export const DEFAULT_FEATURE_TABLES: FeatureTables = {
  emptyResults: [
    '',
    'null',
    'none',
    'nil',
    'undefined',
    '[]',
    '{}',
    'n/a',
    'no result',
    'no results',
    'no results found',
    'no result found',
    'no matches',
    'no matches found',
    'no match found',
    'no documents found',
    'no data',
    'no data found',
    'no files found',
    'nothing found',
    'not found',
    '0 results',
    '(no output)',
    '<no output>',
  ],
  listKeys: [
    'results',
    'result',
    'documents',
    'items',
    'data',
    'content',
    'matches',
    'hits',
    'rows',
    'records',
  ],
  errorStarts: [
    'error:',
    'error executing',
    'traceback (most recent call last)',
    'exception:',
    'fatal error:',
  ],
  errorKeys: [
    { key: 'isError', when: 'true' },
    { key: 'is_error', when: 'true' },
    { key: 'error', when: 'present' },
    { key: 'status', when: 'status-400' },
    { key: 'status_code', when: 'status-400' },
    { key: 'statusCode', when: 'status-400' },
  ],
  refusals: [
    "i can't help with",
    "i can't assist with",
    "i can't provide",
    "i can't comply",
    "i can't fulfill",
    "i can't do that",
    'i cannot help with',
    'i cannot assist with',
    'i cannot provide',
    'i cannot comply',
    'i cannot fulfill',
    'i am unable to help',
    'i am unable to assist',
    'i am not able to help',
    'i am not able to assist',
    "i'm unable to help",
    "i'm unable to assist",
    "i'm unable to provide",
    "i'm not able to help",
    "i'm not able to assist",
    "i'm not able to provide",
    "i won't be able to",
    "i'm sorry, but i can't",
    "i'm sorry, but i cannot",
    "sorry, i can't",
    'sorry, i cannot',
    'i must decline',
    'as an ai language model, i cannot',
  ],
  clarificationTools: ['AskUserQuestion', 'request_user_input', 'ask_user'],
  interruptReasons: ['cancelled', 'canceled', 'interrupted', 'user_abort'],
};
