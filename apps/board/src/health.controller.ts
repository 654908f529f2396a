import { Controller, Get, Inject } from '@nestjs/common';
import type { TableReader } from '@tacet/adapters/clickhouse';
import { TABLE_READER } from './board-answers';

@Controller('health')
export class HealthController {
  constructor(@Inject(TABLE_READER) private readonly reader: TableReader) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 while ClickHouse does not answer. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    await this.reader.query('SELECT 1');
    return { status: 'ok' };
  }
}
