import type { Step } from '@tacet/contracts';
import { failPlausible, toolLoop } from '@tacet/core/detectors/rules';
import { TurnAssembler } from '@tacet/core/turns';

const TURNS = 20_000;
const STEPS_PER_TURN = 8;
const T0_US = 1_700_000_000_000_000;

export interface TurnsBench {
  nsPerFold: number;
  nsPerClose: number;
  /** Heap per open turn of eight steps, its strings included. */
  bytesPerOpenTurn: number;
  /** Heap per closed turn that is still kept. */
  bytesPerRetainedTurn: number;
}

/** Twenty thousand turns of eight steps, open at the same time. Run with --expose-gc for the bytes. */
export function turnsBench(): TurnsBench {
  foldAll(new TurnAssembler({ rules: [toolLoop(), failPlausible()] }));
  const assembler = new TurnAssembler({ rules: [toolLoop(), failPlausible()] });
  const before = heapBytes();
  const foldNs = foldAll(assembler);
  const open = heapBytes();
  const started = process.hrtime.bigint();
  assembler.advance(T0_US / 1_000 + 300_000, 1);
  const closeNs = Number(process.hrtime.bigint() - started);
  const retained = heapBytes();
  if (assembler.retainedTurns !== TURNS) throw new Error('the bench did not close its turns');
  return {
    nsPerFold: Math.round(foldNs / (TURNS * STEPS_PER_TURN)),
    nsPerClose: Math.round(closeNs / TURNS),
    bytesPerOpenTurn: Math.round((open - before) / TURNS),
    bytesPerRetainedTurn: Math.round((retained - before) / TURNS),
  };
}

/** Folds in rounds, so that all turns stay open; returns the time in fold alone. */
function foldAll(assembler: TurnAssembler): number {
  let foldNs = 0n;
  for (let round = 0; round < STEPS_PER_TURN; round++) {
    for (let from = 0; from < TURNS; from += 1_000) {
      const steps = Array.from({ length: 1_000 }, (_, i) => stepOf(from + i, round));
      const started = process.hrtime.bigint();
      for (let i = 0; i < steps.length; i++) assembler.fold(steps[i]!, round * TURNS + from + i, round);
      foldNs += process.hrtime.bigint() - started;
    }
  }
  return Number(foldNs);
}

/** Strings are made anew for every step, as a decoder makes them; names come from a dictionary. */
function stepOf(turn: number, round: number): Step {
  const isRoot = round === STEPS_PER_TURN - 1;
  const isTool = round % 2 === 1 && !isRoot;
  const startUs = T0_US + round * 1_000_000;
  return {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    agentVersion: '1.4.0',
    name: 'step',
    source: 'span',
    dialect: 'otel-genai',
    kind: isRoot ? 'agent' : isTool ? 'tool' : 'llm',
    traceId: hex(turn, 32),
    spanId: hex(turn * 64 + round, 16),
    parentSpanId: isRoot ? undefined : hex(turn * 64 + STEPS_PER_TURN - 1, 16),
    startUs: isRoot ? T0_US : startUs,
    endUs: startUs + 900_000,
    ok: true,
    ...(isTool && {
      toolName: 'search',
      argsHash: hex(turn * 7 + round, 16),
      resultHash: hex(turn + round, 16),
    }),
    ...(!isTool && !isRoot && { model: 'large', inputTokens: 900, outputTokens: 80, costNanoUsd: 3_500_000 }),
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function heapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}
