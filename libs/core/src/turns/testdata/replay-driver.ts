import { TurnAssembler, type ClosedTurn, type TurnAssemblerOptions } from '..';
import type { LogRecord } from './steps-log';

const WINDOW_MS = 60_000;

/** Effects that reached the other side: by the window they are counted in and their identity. */
export type Effects = Map<string, string>;

interface Commit {
  logOffset: number;
  /** Watermark before the record at `logOffset`. */
  watermarkMs: number;
  /** Windows that end at or before this are durable. */
  sealedUpToMs: number;
}

export interface Fault {
  /** After how many processed records (over all lives) it strikes. */
  afterRecords: number;
  kind: 'crash' | 'seal' | 'seal-half-acked-then-crash' | 'commit';
}

/**
 * Plays a log into an assembler as the replay protocol does: effects gather per window, a seal makes those of
 * finished windows durable and moves D, a commit stores (oldest offset, watermark there, D), and a crash starts
 * over from the last commit. Effects in windows sealed under D are suppressed.
 */
export function play(
  log: readonly LogRecord[],
  options: () => Partial<TurnAssemblerOptions>,
  faults: readonly Fault[],
  sabotage: { commitTooFar?: boolean } = {},
): { effects: Effects; restarts: number; suppressed: number } {
  const effects: Effects = new Map();
  let commit: Commit = { logOffset: 0, watermarkMs: -1, sealedUpToMs: -1 };
  let processed = 0;
  let restarts = 0;
  let suppressed = 0;
  const pending = faults.slice().sort((a, b) => a.afterRecords - b.afterRecords);

  const watermarkBefore = (offset: number): number => (offset === 0 ? -1 : maxWatermark(log, offset - 1));

  for (;;) {
    const assembler = new TurnAssembler(options());
    assembler.advance(commit.watermarkMs, 0);
    assembler.release(commit.sealedUpToMs);
    let sealedUpToMs = commit.sealedUpToMs;
    let unsealed: [key: string, windowEndMs: number, content: string][] = [];
    let crashed = false;

    const emit = (key: string, atMs: number, content: string): void => {
      const windowEndMs = Math.floor(atMs / WINDOW_MS) * WINDOW_MS + WINDOW_MS;
      if (windowEndMs <= sealedUpToMs) suppressed++;
      else unsealed.push([key, windowEndMs, content]);
    };
    const seal = (watermarkMs: number, isWhole: boolean): void => {
      const upToMs = Math.floor(watermarkMs / WINDOW_MS) * WINDOW_MS;
      const due = unsealed.filter(([, windowEndMs]) => windowEndMs <= upToMs);
      for (const [key, , content] of isWhole ? due : due.slice(0, due.length / 2)) write(effects, key, content);
      if (!isWhole) return;
      unsealed = unsealed.filter(([, windowEndMs]) => windowEndMs > upToMs);
      sealedUpToMs = Math.max(sealedUpToMs, upToMs);
      assembler.release(sealedUpToMs);
    };

    for (let offset = commit.logOffset; offset < log.length && !crashed; offset++) {
      const record = log[offset]!;
      record.steps.forEach((step, i) => {
        for (const finding of assembler.fold(step, offset * 100 + i, offset)) {
          emit(`finding ${finding.id} ${finding.atMs}`, finding.atMs, JSON.stringify(finding));
        }
      });
      for (const closed of assembler.advance(record.watermarkMs, offset * 100 + 99)) {
        emit(`turn ${closed.turn.id} ${closed.turn.closedAtMs}`, closed.turn.closedAtMs, contentOf(closed));
      }
      processed++;
      while (pending[0] && pending[0].afterRecords <= processed && !crashed) {
        const { kind } = pending.shift()!;
        if (kind === 'crash') crashed = true;
        if (kind === 'seal') seal(record.watermarkMs, true);
        if (kind === 'seal-half-acked-then-crash') {
          seal(record.watermarkMs, false);
          crashed = true;
        }
        if (kind === 'commit') {
          const oldest = assembler.oldestLogOffset() ?? offset + 1;
          const logOffset = sabotage.commitTooFar ? offset + 1 : oldest;
          commit = { logOffset, watermarkMs: watermarkBefore(logOffset), sealedUpToMs };
        }
      }
    }
    if (!crashed) {
      for (const [key, , content] of unsealed) write(effects, key, content);
      return { effects, restarts, suppressed };
    }
    restarts++;
  }
}

/** Repeats must be byte-equal: anything else would be a second, different truth. */
function write(effects: Effects, key: string, content: string): void {
  const known = effects.get(key);
  if (known !== undefined && known !== content) throw new Error(`${key} was written twice, differently`);
  effects.set(key, content);
}

function contentOf({ turn, findings, marks }: ClosedTurn): string {
  return JSON.stringify({ turn, findings, marks });
}

function maxWatermark(log: readonly LogRecord[], lastOffset: number): number {
  let watermarkMs = -1;
  for (let i = 0; i <= lastOffset; i++) watermarkMs = Math.max(watermarkMs, log[i]!.watermarkMs);
  return watermarkMs;
}
