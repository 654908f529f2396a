import { Controller, Get, Param } from '@nestjs/common';
import { TraceSteps, type TraceView } from './trace-steps';

@Controller('traces')
export class TracesController {
  constructor(private readonly traces: TraceSteps) {}

  @Get(':traceId')
  trace(@Param('traceId') traceId: string): Promise<TraceView> {
    return this.traces.of(traceId);
  }
}
