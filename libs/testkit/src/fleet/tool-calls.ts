import { type ToolProfile } from './agent-profile';
import { type Random } from './random';
import { type ToolStep } from './turn-script';

/** Probability that one healthy tool call fails at first. */
const TOOL_ERROR_RATE = 0.03;
const SECOND_FAILURE_RATE = 0.1;

/** A call with arguments that no other call has, and a result that is fine. Times are the caller's. */
export function callTool(rng: Random, tool: ToolProfile): Omit<ToolStep, 'startUs' | 'endUs'> {
  const key = rng.hex(1);
  return {
    type: 'tool',
    tool,
    callId: `call_${rng.hex(3)}`,
    args: `{"${tool.argument}":"${tool.prefix}${key}"}`,
    result: okResult(tool, key, rng.between(1, 9)),
    outcome: 'ok',
  };
}

/** How often a healthy call fails before it works: at most twice, so at most three identical calls. */
export function retriesUntilSuccess(rng: Random): number {
  if (!rng.chance(TOOL_ERROR_RATE)) return 0;
  return rng.chance(SECOND_FAILURE_RATE) ? 2 : 1;
}

function okResult(tool: ToolProfile, key: string, rows: number): string {
  if (tool.kind === 'retrieval') return `[{"id":"doc-${key}","score":0.${rows}7}]`;
  if (tool.mcp === true)
    return `{"content":[{"type":"text","text":"${rows} rows for ${key}"}],"isError":false}`;
  return `{"status":"done","ref":"${key}","rows":${rows}}`;
}
