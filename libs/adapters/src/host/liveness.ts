import { Injectable } from '@nestjs/common';
import type { LogConsumer } from '@tacet/runtime';
import type { RoleDefinition } from './role';

/** A member that neither fetched nor heartbeat for this long is hung, whatever its socket says. */
const SILENCE_MAX_MS = 90_000;

/** What the health routes ask: are the consumers alive, and can the roles do their work. */
@Injectable()
export class Liveness {
  private readonly consumers: { name: string; consumer: LogConsumer }[] = [];
  private readonly roles: RoleDefinition[] = [];

  register(role: RoleDefinition, consumers: readonly LogConsumer[]): void {
    this.roles.push(role);
    for (const consumer of consumers) this.consumers.push({ name: role.name, consumer });
  }

  silentConsumers(): string[] {
    return this.consumers
      .filter(({ consumer }) => consumer.silentForMs() > SILENCE_MAX_MS)
      .map(({ name }) => name);
  }

  async unreadyRoles(): Promise<string[]> {
    const checks = await Promise.all(
      this.roles.map(async (role) => ((await role.ready().catch(() => false)) ? null : role.name)),
    );
    return checks.filter((name) => name !== null);
  }
}
