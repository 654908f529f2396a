import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { StoreUnavailableError } from '@tacet/runtime';

interface Reply {
  status(code: number): Reply;
  send(body: unknown): unknown;
}

/** ClickHouse away, or a query over its limits: the page shows the error's class in the panel and asks again. */
@Catch(StoreUnavailableError)
export class StoreUnavailableFilter implements ExceptionFilter<StoreUnavailableError> {
  catch(error: StoreUnavailableError, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.status(503).send({ statusCode: 503, message: `ClickHouse did not answer: ${error.message}` });
  }
}
