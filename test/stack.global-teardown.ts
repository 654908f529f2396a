import { rmSync } from 'node:fs';
import { stopStack } from '../stack';

/** Stops what the global setup recorded in its folder, by pid, and removes the folder. */
export default async function teardown(): Promise<void> {
  const dataDir = process.env.TACET_TEST_STACK_DIR;
  if (!dataDir) return;
  await stopStack({ dataDir });
  rmSync(dataDir, { recursive: true, force: true });
}
