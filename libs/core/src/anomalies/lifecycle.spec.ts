import { decide, evolve, type LifecycleObservation, type LifecycleState, QUIET } from './lifecycle';

const minutes = (count: number): number => count * 60_000;

const open: LifecycleState = {
  status: 'open',
  id: 'first',
  revision: 3,
  onsetMs: minutes(90),
  openedAtMs: minutes(100),
  announcedAtMs: minutes(100),
  resolvedAtMs: 0,
  announcedSeverity: 'warning',
  announcedExcess: 10,
};
const resolved: LifecycleState = { ...open, status: 'resolved', revision: 4, resolvedAtMs: minutes(120) };

const alarm = (minute: number, excess = 10): LifecycleObservation => ({
  kind: 'alarm',
  atMs: minutes(minute),
  freshId: 'fresh',
  onsetMs: minutes(minute - 5),
  severity: 'warning',
  excess,
});
const measure = (
  minute: number,
  excess: number,
  severity: 'warning' | 'critical' = 'warning',
): LifecycleObservation => ({
  kind: 'measure',
  atMs: minutes(minute),
  severity,
  excess,
});
const recovery = (minute: number): LifecycleObservation => ({ kind: 'recovery', atMs: minutes(minute) });

describe('lifecycle', () => {
  const table: [string, LifecycleState, LifecycleObservation, [string, string, number] | null][] = [
    ['a quiet stream opens on an alarm', QUIET, alarm(7), ['opened', 'fresh', 1]],
    ['a quiet stream ignores measures', QUIET, measure(7, 99), null],
    ['a quiet stream ignores recoveries', QUIET, recovery(7), null],
    ['an open incident is not opened twice', open, alarm(101), null],
    ['it says nothing of the same size', open, measure(200, 19), null],
    ['it tells that the excess doubled', open, measure(115, 20), ['updated', 'first', 4]],
    ['it tells that the severity changed', open, measure(115, 11, 'critical'), ['updated', 'first', 4]],
    ['it tells so by an alarm as well', open, alarm(115, 20), ['updated', 'first', 4]],
    ['but not within a quarter of an hour', open, measure(114, 80, 'critical'), null],
    ['it resolves on recovery', open, recovery(110), ['resolved', 'first', 4]],
    ['but not within ten minutes of opening', open, recovery(109), null],
    ['the same incident comes back within half an hour', resolved, alarm(150), ['opened', 'first', 5]],
    ['later it is a new one', resolved, alarm(151), ['opened', 'fresh', 1]],
    ['a resolved incident ignores measures', resolved, measure(150, 99, 'critical'), null],
    ['a resolved incident ignores recoveries', resolved, recovery(150), null],
  ];

  it.each(table)('%s', (_name, state, observation, expected) => {
    const event = decide(state, observation);
    expect(event && [event.type, event.id, event.revision]).toEqual(expected);
  });

  it('dates a reopened incident from its first onset, and lets it dwell again', () => {
    const event = decide(resolved, alarm(140));
    expect(event?.onsetMs).toBe(minutes(90));
    const reopened = event && evolve(resolved, event);
    expect(reopened).toMatchObject({ status: 'open', openedAtMs: minutes(140), revision: 5 });
    expect(reopened && decide(reopened, recovery(149))).toBeNull();
    expect(reopened && decide(reopened, recovery(150))?.type).toBe('resolved');
  });

  it('measures the next doubling from the last one', () => {
    const first = decide(open, measure(115, 25));
    const state = first ? evolve(open, first) : open;
    expect(decide(state, measure(131, 49))).toBeNull();
    expect(decide(state, measure(131, 50))?.type).toBe('updated');
  });
});
