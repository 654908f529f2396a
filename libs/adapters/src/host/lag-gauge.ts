import { Injectable } from '@nestjs/common';
import type { TopicPartition } from '@tacet/runtime';
import { Metrics } from '../telemetry';

/** How far each consumer of this process is behind the end of its partitions. */
@Injectable()
export class LagGauge {
  private readonly gauge;

  constructor(metrics: Metrics) {
    this.gauge = metrics.gauge(
      'tacet_consumer_lag_records',
      'Records between the position and the end of a partition, after the last batch',
      ['group', 'topic', 'partition'],
    );
  }

  set(group: string, { topic, partition }: TopicPartition, records: number): void {
    this.gauge.set({ group, topic, partition: String(partition) }, records);
  }
}
