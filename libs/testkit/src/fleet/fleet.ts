import { type FleetDialect } from './agent-profile';
import { AgentSimulation, type ExportedRecord } from './agent-simulation';
import { type Batch, batchRecords, encodeBatch, type FleetTopic, topicOf } from './collector';
import { defaultInjections, type Injection } from './injection';
import { ROSTER } from './roster';
import { HOUR_MS } from './season';
import { type TurnScript } from './turn-script';

/** One Kafka message as a Collector's exporter would send it. */
export interface FleetMessage {
  /** Event time in ms since the epoch: the record timestamp, when the Collector sends. */
  timestampMs: number;
  topic: FleetTopic;
  /** Lower-case hex trace id where the Collector partitions by trace; null where it sends mixed batches. */
  key: string | null;
  /** OTLP export request: protobuf, or JSON (first byte `{`). */
  value: Uint8Array;
  /** Spans or log records inside. */
  records: number;
  /** Spans inside; 0 in a message of logs. */
  spans: number;
}

export interface FleetAgent {
  service: string;
  agent: string;
  dialect: FleetDialect;
  /** At the peak of a weekday. */
  turnsPerHour: number;
}

export interface FleetOptions {
  /** Any integer: the same seed gives byte-identical messages. */
  seed: number;
  historyStartMs: number;
  liveStartMs: number;
  endMs: number;
  /** Default: {@link defaultInjections}. */
  injections?: Injection[];
  /** Multiplies every agent's turns. Default 1. */
  turnsScale?: number;
  /** Hours added to the fleet's own clock: 14 minus the hour of live start makes live play in mid-afternoon. */
  clockShiftHours?: number;
}

const COLLECTORS = ['gateway', 'by-trace', 'json', 'logs'] as const;

/**
 * A simulated fleet of agents. Messages are a pure function of the options and the time asked for: any slices
 * that tile [historyStartMs, endMs) give the same messages, in whatever pieces or order they are read.
 */
export class Fleet {
  readonly injections: Injection[];
  readonly agents: FleetAgent[];
  private readonly simulations: AgentSimulation[];
  private readonly hours = new HourCache<Batch[]>((hourStartMs) => this.batchesOfHour(hourStartMs));
  private readonly exported = new HourCache<ExportedRecord[][]>((hourStartMs) =>
    this.exportedOfHour(hourStartMs),
  );

  constructor(private readonly options: FleetOptions) {
    const { seed, liveStartMs, endMs, turnsScale = 1, clockShiftHours = 0 } = options;
    this.injections = options.injections ?? defaultInjections(liveStartMs, endMs);
    for (const { service, agent } of this.injections) {
      const known = ROSTER.some((profile) => profile.service === service && profile.agent === agent);
      if (!known) throw new RangeError(`no agent ${agent} of service ${service} in the fleet`);
    }
    this.simulations = ROSTER.map((profile, index) => {
      const own = this.injections.filter((i) => i.service === profile.service && i.agent === profile.agent);
      return new AgentSimulation(profile, seed, index, turnsScale, own, clockShiftHours);
    });
    this.agents = ROSTER.map(({ service, agent, dialect, turnsPerHour }) => ({
      service,
      agent,
      dialect,
      turnsPerHour: turnsPerHour * turnsScale,
    }));
  }

  /** Messages with fromMs ≤ timestampMs < toMs, in order of timestampMs. */
  *messages(fromMs: number, toMs: number): Iterable<FleetMessage> {
    const { historyStartMs, endMs } = this.options;
    const firstMs = Math.max(fromMs, historyStartMs);
    const lastMs = Math.min(toMs, endMs);
    for (let hourMs = hourStartOf(firstMs); hourMs < lastMs; hourMs += HOUR_MS) {
      for (const batch of this.hours.get(hourMs)) {
        if (batch.sentMs >= firstMs && batch.sentMs < lastMs) yield toMessage(batch);
      }
    }
  }

  /** What really happened: the turns of all agents that start in [fromMs, toMs), agent by agent. */
  *turns(fromMs: number, toMs: number): Iterable<TurnScript> {
    const { historyStartMs, endMs } = this.options;
    const firstUs = Math.max(fromMs, historyStartMs) * 1000;
    const lastUs = Math.min(toMs, endMs) * 1000;
    for (const simulation of this.simulations) {
      // Sessions of the hour before may reach into the first hour.
      for (let hourMs = hourStartOf(firstUs / 1000) - HOUR_MS; hourMs * 1000 < lastUs; hourMs += HOUR_MS) {
        for (const turn of simulation.turnsOfHour(hourMs, historyStartMs)) {
          if (turn.startUs >= firstUs && turn.startUs < lastUs) yield turn;
        }
      }
    }
  }

  /** Batches that all Collectors send in one hour, in order of time. */
  private batchesOfHour(hourStartMs: number): Batch[] {
    const hourEndMs = hourStartMs + HOUR_MS;
    const before = this.exported.get(hourStartMs - HOUR_MS);
    const current = this.exported.get(hourStartMs);
    const batches = COLLECTORS.flatMap((collector, index) => {
      const records = [...(before[index] ?? []), ...(current[index] ?? [])].filter(
        (one) => one.exportedMs >= hourStartMs && one.exportedMs < hourEndMs,
      );
      records.sort((a, b) => a.exportedMs - b.exportedMs || a.record.endUs - b.record.endUs);
      return batchRecords(collector, records, hourEndMs);
    });
    return batches.sort((a, b) => a.sentMs - b.sentMs);
  }

  /** Records of the sessions that start in one hour, per Collector. They leave in this hour or the next. */
  private exportedOfHour(hourStartMs: number): ExportedRecord[][] {
    const perCollector: ExportedRecord[][] = COLLECTORS.map(() => []);
    if (hourStartMs + HOUR_MS <= this.options.historyStartMs) return perCollector;
    for (const simulation of this.simulations) {
      const target = perCollector[COLLECTORS.indexOf(simulation.profile.collector)];
      target?.push(...simulation.recordsOfHour(hourStartMs, this.options.historyStartMs));
    }
    return perCollector;
  }
}

/** Totals of a slice of messages: what a pipeline that loses nothing must account for. */
export function countSpans(messages: Iterable<FleetMessage>): {
  messages: number;
  records: number;
  spans: number;
} {
  const total = { messages: 0, records: 0, spans: 0 };
  for (const message of messages) {
    total.messages += 1;
    total.records += message.records;
    total.spans += message.spans;
  }
  return total;
}

/** Keeps the two hours made last: enough to read forward in slices of any size without making an hour twice. */
class HourCache<T> {
  private readonly kept = new Map<number, T>();

  constructor(private readonly make: (hourStartMs: number) => T) {}

  get(hourStartMs: number): T {
    const known = this.kept.get(hourStartMs);
    if (known !== undefined) return known;
    const made = this.make(hourStartMs);
    this.kept.set(hourStartMs, made);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= 2) break;
      this.kept.delete(oldest);
    }
    return made;
  }
}

function hourStartOf(timeMs: number): number {
  return Math.floor(timeMs / HOUR_MS) * HOUR_MS;
}

function toMessage(batch: Batch): FleetMessage {
  const topic = topicOf(batch.collector);
  const records = batch.exported.length;
  return {
    timestampMs: batch.sentMs,
    topic,
    key: batch.key,
    value: encodeBatch(batch),
    records,
    spans: topic === 'otlp_spans' ? records : 0,
  };
}
