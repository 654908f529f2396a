import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ClickHouseConfig } from '@tacet/adapters/clickhouse';
import { BoardModule } from './board.module';

export interface BoardAddress {
  host: string;
  /** 0 takes a free one. */
  port: number;
}

/** The page loads its own files and nothing else, and stands in no other page. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Serves the boards until it is closed. */
export async function startBoard(
  clickHouse: ClickHouseConfig,
  { host, port }: BoardAddress,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    BoardModule.of(clickHouse),
    new FastifyAdapter(),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request, reply) => {
      for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
    });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  await app.listen(port, host);
  return app;
}
