import { anomalyEvent, parseCloudEvent, type AnomalyFacts, type RecoveryData, type RecoveryFacts } from '@tacet/contracts';
import { createMemorySnapshotStore } from '@tacet/adapters/clickhouse';
import { MemoryLog } from '@tacet/adapters/kafka';
import { DEFAULT_HEALING_POLICY } from '@tacet/core/healing';
import { StoreUnavailableError, type LogProducer, type SnapshotStore, type StateSnapshot } from '@tacet/runtime';
import { createHealTask, type HealTaskDeps } from '../heal.task';
import type { HealObserver } from '../heal.pipeline';

export const MINUTE_MS = 60_000;
export const START_MS = Date.UTC(2026, 10, 1, 10);
export const ANOMALIES = 'tacet.anomalies.v1';
export const RECOVERIES = 'tacet.recoveries.v1';

/** A loop of logic class of agent `buyer`, unless said otherwise. */
export function facts(parts: Partial<AnomalyFacts> = {}, agent = 'buyer'): AnomalyFacts {
  return {
    type: 'opened',
    id: `anomaly-of-${agent}`,
    revision: 1,
    detector: 'tool-loop',
    detectorVersion: '1',
    failure: 'loop',
    class: 'logic',
    severity: 'warning',
    series: {
      tenant: 'acme',
      env: 'prod',
      service: 'shop',
      agent,
      agentVersion: '41',
      model: 'small-2',
      tool: 'search',
      signal: 'tool-loop',
    },
    onsetMs: START_MS,
    detectedAtMs: START_MS,
    observed: null,
    baseline: null,
    effect: null,
    evidence: { kind: 'rule', rule: 'tool-loop', hits: 1, numbers: { repeats: 12 } },
    exampleTraceIds: [],
    exampleSpanIds: [],
    recommendedRecovery: 'stop-loop',
    explanation: 'The same call was repeated 12 times in one turn.',
    sufficiency: { computable: true },
    ...parts,
  };
}

/** heal on an in-memory log and snapshot store, stepped by hand, with faults to switch on. */
export class HealBench {
  readonly log = new MemoryLog();
  readonly fates: string[] = [];
  readonly effects: string[] = [];
  readonly gaps: [number, number][] = [];
  storeAway = false;
  brokerAway = false;
  private readonly stored = createMemorySnapshotStore();
  private consumer = this.log.consumer('heal');

  constructor(private readonly parts: Partial<HealTaskDeps> = {}) {
    this.log.createTopic(ANOMALIES, 1);
    this.log.createTopic(RECOVERIES, 1);
  }

  append(minute: number, event: AnomalyFacts | string | null): void {
    const value = event === null || typeof event === 'string' ? event : JSON.stringify(anomalyEvent(event));
    this.log.append({ topic: ANOMALIES, value: value as string, timestampMs: START_MS + minute * MINUTE_MS });
  }

  async start(): Promise<void> {
    this.consumer = this.log.consumer('heal');
    await this.consumer.run([ANOMALIES], createHealTask(this.deps()));
  }

  /** Dies without drain or commit, and starts again. */
  async restart(): Promise<void> {
    this.consumer.crash();
    await this.start();
  }

  async pump(batchSize?: number): Promise<void> {
    while (await this.consumer.pump(batchSize));
  }

  async pumpOnce(batchSize: number): Promise<void> {
    await this.consumer.pump(batchSize);
  }

  /** One tick `minute` minutes after the start, seen through the tick's lag. */
  async tick(minute: number): Promise<void> {
    await this.consumer.tick(START_MS + minute * MINUTE_MS + 5_000);
  }

  commit(): number | null {
    this.consumer.commit();
    return this.log.committed('heal').get(`${ANOMALIES}/0`)?.offset ?? null;
  }

  /** Published commands, `minute action attempt status`. */
  recoveries(): string[] {
    return this.data().map((data) => {
      const minute = (Date.parse(data.endedAt ?? data.issuedAt) - START_MS) / MINUTE_MS;
      return `${minute} ${data.action} ${data.attempt} ${data.status}`;
    });
  }

  data(): RecoveryData[] {
    return this.log.records(RECOVERIES).map((record) => {
      const parsed = parseCloudEvent(Buffer.from(record.value!).toString());
      if (!parsed.ok) throw new Error(parsed.reason);
      return parsed.event.data as unknown as RecoveryData;
    });
  }

  deps(): HealTaskDeps {
    return {
      producer: this.producer(),
      snapshots: this.snapshots(),
      topics: { anomalies: ANOMALIES, recoveries: RECOVERIES },
      policy: { ...DEFAULT_HEALING_POLICY, allowedActions: ['stop-loop'] },
      observe: this.observer(),
      ...this.parts,
    };
  }

  private producer(): LogProducer {
    const producer = this.log.producer();
    return {
      ...producer,
      send: async (records) => {
        if (this.brokerAway) throw new Error('broker away');
        this.effects.push(`sent ${records.length}`);
        await producer.send(records);
      },
    };
  }

  private snapshots(): SnapshotStore {
    return {
      load: (fold, partition) => this.stored.load(fold, partition),
      save: async (snapshots: readonly StateSnapshot[]) => {
        if (this.storeAway) throw new StoreUnavailableError('store away');
        this.effects.push(`saved ${snapshots.length}`);
        await this.stored.save(snapshots);
      },
    };
  }

  private observer(): HealObserver {
    return {
      anomaly: (fate) => this.fates.push(fate),
      recovery: (_: RecoveryFacts) => undefined,
      snapshotsPending: () => undefined,
      dataGap: (expected, found) => this.gaps.push([expected, found]),
    };
  }
}
