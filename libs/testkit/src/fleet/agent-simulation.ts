import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { type AgentProfile } from './agent-profile';
import { type FleetRecord, WRITE_RECORDS } from './dialects/write-records';
import { type Injection, type InjectionKind } from './injection';
import { makePassages } from './passages';
import { Random } from './random';
import { HOUR_MS, turnsPerHourAt } from './season';
import { type Session, writeTurnScript } from './write-turn-script';
import { type TurnScript } from './turn-script';

/** A record and the time in ms at which its agent's SDK hands it to the Collector. */
export interface ExportedRecord {
  record: FleetRecord;
  traceId: string;
  exportedMs: number;
}

const PODS = 3;
/** Default schedule delay of the SDK's batch processors. */
const SDK_EXPORT_INTERVAL_MS = 5_000;
/** Sessions end early rather than reach past the hour after the one they started in. */
const SESSION_START_TO_LAST_TURN_MAX_MS = 45 * 60_000;
const THINKING_MEAN_MS = 40_000;
const SESSION_SIGMA = 0.25;
const USERS = 400;
const PASSAGES = 96;

/**
 * One agent's traffic, hour by hour. Every hour has its own random sequence, so any hour can be produced alone:
 * nothing depends on what was asked for before.
 */
export class AgentSimulation {
  private readonly resources: Resource[];
  private readonly passages: readonly string[];

  constructor(
    readonly profile: AgentProfile,
    private readonly seed: number,
    private readonly agentIndex: number,
    private readonly turnsScale: number,
    private readonly injections: readonly Injection[],
    private readonly clockShiftHours = 0,
  ) {
    this.resources = Array.from({ length: PODS }, (_, pod) => describeResource(profile, pod));
    this.passages = makePassages(new Random(seed, agentIndex), PASSAGES);
  }

  /** Turns of the sessions that start in [hourStartMs, hourStartMs + 1 h), not before `notBeforeMs`. */
  turnsOfHour(hourStartMs: number, notBeforeMs: number): TurnScript[] {
    const { profile } = this;
    const rng = new Random(this.seed, this.agentIndex, hourStartMs / HOUR_MS);
    const expected = turnsPerHourAt(profile, hourStartMs + HOUR_MS / 2, this.clockShiftHours);
    const turnsPerHour = expected * this.turnsScale;
    const meanGapMs = HOUR_MS / (turnsPerHour / profile.turnsPerSession);
    const turns: TurnScript[] = [];
    for (let atMs = rng.exponential(meanGapMs); atMs < HOUR_MS; atMs += rng.exponential(meanGapMs)) {
      const startMs = hourStartMs + Math.floor(atMs);
      // A session before the start of history still draws its numbers, so that the rest of the hour stays put.
      const session = this.playSession(rng, startMs);
      if (startMs >= notBeforeMs) turns.push(...session);
    }
    return turns;
  }

  /** The records of the turns above, with the time at which each leaves its SDK. */
  recordsOfHour(hourStartMs: number, notBeforeMs: number): ExportedRecord[] {
    const spanIds = new Random(this.seed, this.agentIndex, hourStartMs / HOUR_MS, 1);
    const write = WRITE_RECORDS[this.profile.dialect];
    const exported: ExportedRecord[] = [];
    for (const turn of this.turnsOfHour(hourStartMs, notBeforeMs)) {
      const phaseMs = (turn.pod * 1_613 + this.agentIndex * 487) % SDK_EXPORT_INTERVAL_MS;
      for (const record of write(spanIds, turn, this.resources[turn.pod] as Resource)) {
        exported.push({ record, traceId: turn.traceId, exportedMs: nextExportMs(record.endUs, phaseMs) });
      }
    }
    return exported;
  }

  private playSession(rng: Random, sessionStartMs: number): TurnScript[] {
    const session: Session = {
      id: rng.uuid(),
      userId: `user-${rng.below(USERS)}`,
      pod: rng.below(PODS),
      tokenFactor: rng.logNormal(1, SESSION_SIGMA),
    };
    const turns: TurnScript[] = [];
    let startMs = sessionStartMs;
    do {
      const turn = writeTurnScript(
        rng,
        this.profile,
        session,
        startMs,
        this.injectionAt(startMs),
        this.passages,
      );
      turns.push(turn);
      startMs = Math.ceil(turn.endUs / 1000) + 3_000 + Math.floor(rng.exponential(THINKING_MEAN_MS));
    } while (
      rng.chance(1 - 1 / this.profile.turnsPerSession) &&
      startMs - sessionStartMs < SESSION_START_TO_LAST_TURN_MAX_MS
    );
    return turns;
  }

  private injectionAt(timeMs: number): InjectionKind | undefined {
    return this.injections.find((i) => timeMs >= i.atMs && timeMs < i.untilMs)?.kind;
  }
}

/** An SDK exports every five seconds; each pod's clock started at another moment. */
function nextExportMs(endUs: number, phaseMs: number): number {
  const endMs = endUs / 1000 - phaseMs;
  return Math.ceil(endMs / SDK_EXPORT_INTERVAL_MS) * SDK_EXPORT_INTERVAL_MS + phaseMs;
}

function describeResource(profile: AgentProfile, pod: number): Resource {
  return resourceFromAttributes({
    'service.name': profile.service,
    'service.version': profile.version,
    'service.instance.id': `${profile.service}-${pod}`,
    'deployment.environment.name': 'production',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
  });
}
