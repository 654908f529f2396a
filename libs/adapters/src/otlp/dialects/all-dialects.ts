import { CLAUDE_CODE } from './claude-code';
import { CODEX } from './codex';
import { type Dialect } from './dialect';
import { GEMINI_CLI } from './gemini-cli';
import { LANGFUSE } from './langfuse';
import { MCP } from './mcp';
import { OPENINFERENCE } from './openinference';
import { OTEL_GENAI } from './otel-genai';
import { TRACELOOP } from './traceloop';
import { VERCEL_AI } from './vercel-ai';

/** Most specific first: a record that several tables recognise belongs to the earliest. */
export const ALL_DIALECTS: readonly Dialect[] = [
  CLAUDE_CODE,
  CODEX,
  GEMINI_CLI,
  OPENINFERENCE,
  LANGFUSE,
  VERCEL_AI,
  TRACELOOP,
  MCP,
  OTEL_GENAI,
];
