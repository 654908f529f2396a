import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { LogConsumer } from '@tacet/runtime';
import type { RoleConsumer } from './role';

/**
 * Nest's transport for a partitioned log: batches, offsets and state stay with the tasks. Nest's own Kafka
 * transport hands over one message at a time as text, which destroys protobuf and hides offsets, so it is
 * not used (docs/adr/0001-nest-and-the-consumer.md).
 */
export class LogConsumerStrategy extends Server implements CustomTransportStrategy {
  constructor(
    private readonly consumer: LogConsumer,
    private readonly role: RoleConsumer,
  ) {
    super();
    role.onPauseSwitch?.((paused) => consumer.setPaused(paused));
  }

  listen(callback: (error?: Error) => void): void {
    this.consumer.run(this.role.topics, this.role.open).then(
      () => callback(),
      (error: Error) => callback(error),
    );
  }

  close(): Promise<void> {
    return this.consumer.stop();
  }

  /** Handlers are tasks, not decorated methods: there is nothing to subscribe to. */
  override on(): void {}

  override unwrap<T>(): T {
    return this.consumer as T;
  }
}
