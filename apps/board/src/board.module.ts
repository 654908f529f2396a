import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { createTableReader, type ClickHouseConfig, type TableReader } from '@tacet/adapters/clickhouse';
import { BoardAnswers, TABLE_READER } from './board-answers';
import { BoardCatalogue, installedFolder } from './board-catalogue';
import { BoardsController } from './boards.controller';
import { HealthController } from './health.controller';
import { PAGE_FILES, PageController } from './page.controller';
import { loadPageFiles } from './page-files';
import { StoreUnavailableFilter } from './store-unavailable.filter';
import { TraceSteps } from './trace-steps';
import { TracesController } from './traces.controller';

/** A picture has fewer points than this; a query that yields more is refused rather than cut. */
const LIMITS = { executionTimeMaxS: 15, resultRowsMax: 100_000 };

@Module({})
export class BoardModule implements OnApplicationShutdown {
  constructor(@Inject(TABLE_READER) private readonly reader: TableReader) {}

  static of(clickHouse: ClickHouseConfig): DynamicModule {
    return {
      module: BoardModule,
      controllers: [PageController, BoardsController, TracesController, HealthController],
      providers: [
        BoardAnswers,
        TraceSteps,
        {
          provide: BoardCatalogue,
          useFactory: () => BoardCatalogue.ofFolder(installedFolder('grafana', 'dashboards')),
        },
        { provide: PAGE_FILES, useFactory: () => loadPageFiles(installedFolder('apps', 'board', 'public')) },
        { provide: TABLE_READER, useFactory: () => createTableReader(clickHouse, LIMITS) },
        { provide: APP_FILTER, useClass: StoreUnavailableFilter },
      ],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.reader.close();
  }
}
