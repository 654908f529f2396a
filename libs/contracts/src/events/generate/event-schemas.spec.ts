import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { anomalyEvent } from '../anomaly-event';
import { EVENT_CLASSES } from '../event-classes';
import { DATA_SCHEMAS, EVENT_TYPES, type EventType } from '../event-types';
import { recoveryEvent } from '../recovery-event';
import {
  exampleAnomaly,
  exampleRecovery,
  exampleRuleAnomaly,
  exampleUserData,
} from '../testdata/example-events';
import { validateEvent } from '../validate-event';

/** Plain JSON whose fields the tests break at will. */
type Json = { [field: string]: unknown } & Partial<
  Record<'evidence' | 'observed' | 'series', Record<string, unknown>>
>;
const SCHEMAS = join(__dirname, '../../../schemas');

/** The committed schema, so that what users download is what is tested. */
function committed(name: string): ValidateFunction {
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8')) as Json);
}

function onWire(data: unknown): Json {
  return JSON.parse(JSON.stringify(data)) as Json;
}

const examples: [string, EventType, Json][] = [
  ['anomaly', EVENT_TYPES.anomalyOpened, onWire(anomalyEvent(exampleAnomaly).data)],
  ['anomaly', EVENT_TYPES.anomalyResolved, onWire(anomalyEvent(exampleRuleAnomaly).data)],
  ['recovery', EVENT_TYPES.recoveryCommanded, onWire(recoveryEvent(exampleRecovery).data)],
  [
    'recovery',
    EVENT_TYPES.recoveryVerified,
    onWire(
      recoveryEvent({ ...exampleRecovery, status: 'verified', endedAtMs: exampleRecovery.expiresAtMs }).data,
    ),
  ],
  ['outcome', EVENT_TYPES.recoveryOutcome, onWire(exampleUserData[EVENT_TYPES.recoveryOutcome])],
  ['deployment', EVENT_TYPES.deploymentMarked, onWire(exampleUserData[EVENT_TYPES.deploymentMarked])],
  [
    'control-acknowledge',
    EVENT_TYPES.controlAcknowledge,
    onWire(exampleUserData[EVENT_TYPES.controlAcknowledge]),
  ],
  ['control-accept', EVENT_TYPES.controlAccept, onWire(exampleUserData[EVENT_TYPES.controlAccept])],
  ['control-mute', EVENT_TYPES.controlMute, onWire(exampleUserData[EVENT_TYPES.controlMute])],
  ['control-calendar', EVENT_TYPES.controlCalendar, onWire(exampleUserData[EVENT_TYPES.controlCalendar])],
  ['control-budget', EVENT_TYPES.controlBudget, onWire(exampleUserData[EVENT_TYPES.controlBudget])],
];

describe.each(examples)('the committed JSON Schema of %s (%s)', (name, type, data) => {
  const validate = committed(name);
  const agrees = (candidate: Json): boolean => {
    const bySchema = validate(candidate);
    const byClass = validateEvent(EVENT_CLASSES[type], candidate).length === 0;
    expect({ candidate, bySchema }).toEqual({ candidate, bySchema: byClass });
    return bySchema;
  };

  it('accepts the example, as the class does', () => {
    expect(agrees(data)).toBe(true);
  });

  it('refuses a field nobody knows', () => {
    expect(agrees({ ...data, prompt: 'text' })).toBe(false);
  });

  it('agrees with the class on every field left out, set to null, or of another type', () => {
    let refused = 0;
    for (const field of Object.keys(data)) {
      const { [field]: _, ...without } = data;
      const variants = [
        without,
        { ...data, [field]: null },
        { ...data, [field]: ['x'] },
        { ...data, [field]: {} },
      ];
      refused += variants.filter((candidate) => !agrees(candidate)).length;
    }
    expect(refused).toBeGreaterThan(Object.keys(data).length);
  });
});

describe('the committed anomaly schema', () => {
  const validate = committed('anomaly');
  const data = onWire(anomalyEvent(exampleAnomaly).data);

  it.each<[string, (data: Json) => void]>([
    ['evidence of both kinds', (broken) => (broken.evidence!['rule'] = 'tool-loop')],
    ['evidence of unknown kind', (broken) => (broken.evidence!['kind'] = 'hunch')],
    ['a number as text', (broken) => (broken.observed!['value'] = '0.4')],
    ['a date without time', (broken) => (broken['onset'] = '2026-11-01')],
    ['a trace id in upper case', (broken) => (broken['exampleTraceIds'] = ['A'.repeat(32)])],
    ['eleven examples', (broken) => (broken['exampleSpanIds'] = new Array<string>(11).fill('a'.repeat(16)))],
    ['revision 0', (broken) => (broken['revision'] = 0)],
    ['an unknown dimension', (broken) => (broken.series!['user'] = 'kim')],
  ])('refuses %s', (_, change) => {
    const broken = structuredClone(data);
    change(broken);
    expect(validate(broken)).toBe(false);
  });
});

it('every data schema has one committed file with its $id', () => {
  const ids = Object.entries(DATA_SCHEMAS).map(([name, id]) => {
    const file = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.schema.json`;
    return [(JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as Json)['$id'], id];
  });
  for (const [found, expected] of ids) expect(found).toBe(expected);
});
