import { type AnomalyStatus, type Severity } from '@tacet/contracts';

/** Where an incident stands, as its subscribers were last told. Plain JSON. */
export interface LifecycleState {
  status: 'quiet' | 'open' | 'resolved';
  id: string;
  /** Revision last announced; 0 before the first. */
  revision: number;
  onsetMs: number;
  /** Event time of the last opening or reopening, of the last announcement and of the last resolve. */
  openedAtMs: number;
  announcedAtMs: number;
  resolvedAtMs: number;
  announcedSeverity: Severity;
  announcedExcess: number;
}

/** What a detector saw at event time `atMs`. */
export type LifecycleObservation =
  /** The detector opens; `freshId` names the incident unless a recent one comes back. */
  | { kind: 'alarm'; atMs: number; freshId: string; onsetMs: number; severity: Severity; excess: number }
  /** The size of an incident; says nothing while none is open. */
  | { kind: 'measure'; atMs: number; severity: Severity; excess: number }
  | { kind: 'recovery'; atMs: number };

export interface LifecycleEvent {
  type: AnomalyStatus;
  atMs: number;
  id: string;
  revision: number;
  onsetMs: number;
  severity: Severity;
  excess: number;
}

export interface LifecyclePolicy {
  /** An incident stays open at least this long. */
  dwellMs: number;
  /** An alarm this soon after a resolve is the same incident. */
  reopenWithinMs: number;
  /** Updates are at least this far apart. */
  updateEveryMs: number;
  /** Growth of the excess since the last announcement that is worth an update. */
  updateFactor: number;
}

const MINUTE_MS = 60_000;

export const LIFECYCLE_DEFAULTS: LifecyclePolicy = {
  dwellMs: 10 * MINUTE_MS,
  reopenWithinMs: 30 * MINUTE_MS,
  updateEveryMs: 15 * MINUTE_MS,
  updateFactor: 2,
};

export const QUIET: LifecycleState = {
  status: 'quiet',
  id: '',
  revision: 0,
  onsetMs: 0,
  openedAtMs: 0,
  announcedAtMs: 0,
  resolvedAtMs: 0,
  announcedSeverity: 'info',
  announcedExcess: 0,
};

/** What an observation means for the incident: one announcement or none. Pure (detectors.md 4). */
export function decide(
  state: LifecycleState,
  observation: LifecycleObservation,
  policy: LifecyclePolicy = LIFECYCLE_DEFAULTS,
): LifecycleEvent | null {
  switch (observation.kind) {
    case 'alarm':
      return state.status === 'open'
        ? decideUpdate(state, observation, policy)
        : decideOpen(state, observation, policy);
    case 'measure':
      return state.status === 'open' ? decideUpdate(state, observation, policy) : null;
    case 'recovery':
      return state.status === 'open' ? decideResolve(state, observation.atMs, policy) : null;
  }
}

/** The state after an announcement. Pure; `evolve` never refuses what `decide` decided. */
export function evolve(state: LifecycleState, event: LifecycleEvent): LifecycleState {
  return {
    status: event.type === 'resolved' ? 'resolved' : 'open',
    id: event.id,
    revision: event.revision,
    onsetMs: event.onsetMs,
    openedAtMs: event.type === 'opened' ? event.atMs : state.openedAtMs,
    announcedAtMs: event.atMs,
    resolvedAtMs: event.type === 'resolved' ? event.atMs : state.resolvedAtMs,
    announcedSeverity: event.severity,
    announcedExcess: event.excess,
  };
}

/** An update could be announced at this time: whoever measures at a cost asks first. */
export function mayUpdate(state: LifecycleState, atMs: number, policy = LIFECYCLE_DEFAULTS): boolean {
  return state.status === 'open' && atMs - state.announcedAtMs >= policy.updateEveryMs;
}

/** A recovery would resolve at this time. */
export function mayResolve(state: LifecycleState, atMs: number, policy = LIFECYCLE_DEFAULTS): boolean {
  return state.status === 'open' && atMs - state.openedAtMs >= policy.dwellMs;
}

type Alarm = Extract<LifecycleObservation, { kind: 'alarm' }>;

function decideOpen(state: LifecycleState, alarm: Alarm, policy: LifecyclePolicy): LifecycleEvent {
  const { atMs, severity, excess } = alarm;
  const sameIncident = state.status === 'resolved' && atMs - state.resolvedAtMs <= policy.reopenWithinMs;
  const { id, revision, onsetMs } = sameIncident ? state : { ...alarm, id: alarm.freshId, revision: 0 };
  return { type: 'opened', atMs, id, revision: revision + 1, onsetMs, severity, excess };
}

function decideUpdate(
  state: LifecycleState,
  { atMs, severity, excess }: { atMs: number; severity: Severity; excess: number },
  policy: LifecyclePolicy,
): LifecycleEvent | null {
  const grown = excess > state.announcedExcess && excess >= policy.updateFactor * state.announcedExcess;
  if (!mayUpdate(state, atMs, policy) || !(grown || severity !== state.announcedSeverity)) return null;
  const { id, revision, onsetMs } = state;
  return { type: 'updated', atMs, id, revision: revision + 1, onsetMs, severity, excess };
}

function decideResolve(state: LifecycleState, atMs: number, policy: LifecyclePolicy): LifecycleEvent | null {
  if (!mayResolve(state, atMs, policy)) return null;
  const { id, revision, onsetMs, announcedSeverity: severity, announcedExcess: excess } = state;
  return { type: 'resolved', atMs, id, revision: revision + 1, onsetMs, severity, excess };
}
