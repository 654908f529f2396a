import { Random } from '../fleet/random';

/** `TACET_TEST_SCHEDULES` multiplies how many schedules are tried; `TACET_TEST_SEED` tries one again. */
const FACTOR = Number(process.env['TACET_TEST_SCHEDULES'] ?? 1);
const ONLY = process.env['TACET_TEST_SEED'];

/** Runs `play` under `count` seeds; false when one seed alone was asked for. A failure names its seed. */
export async function forEachSchedule(
  count: number,
  play: (random: Random, seed: number) => Promise<void>,
): Promise<boolean> {
  const seeds = ONLY ? [Number(ONLY)] : Array.from({ length: Math.ceil(count * FACTOR) }, (_, i) => i + 1);
  for (const seed of seeds) {
    try {
      await play(new Random(seed), seed);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`schedule ${seed} (run it alone with TACET_TEST_SEED=${seed}): ${message}`, {
        cause: error,
      });
    }
  }
  return !ONLY;
}

/** The first of `count` seeds whose schedule fails: what a mutant must bring about. null when none does. */
export async function firstFailingSchedule(
  count: number,
  play: (random: Random, seed: number) => Promise<void>,
): Promise<number | null> {
  for (let seed = 1; seed <= count; seed++) {
    const fails = await play(new Random(seed), seed).then(
      () => false,
      () => true,
    );
    if (fails) return seed;
  }
  return null;
}
