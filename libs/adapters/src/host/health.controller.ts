import { Controller, Get } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { Liveness } from './liveness';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly liveness: Liveness,
  ) {}

  /** Restart the process when this fails: a consumer gave no sign of life. */
  @Get('live')
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([
      () => {
        const silent = this.liveness.silentConsumers();
        const session = this.indicator.check('consumers');
        return silent.length === 0 ? session.up() : session.down({ silent });
      },
    ]);
  }

  /** Send no traffic and page nobody yet: a dependency of a role is away. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      async () => {
        const unready = await this.liveness.unreadyRoles();
        const session = this.indicator.check('roles');
        return unready.length === 0 ? session.up() : session.down({ unready });
      },
    ]);
  }
}
