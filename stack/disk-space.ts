import { statfs } from 'node:fs/promises';
import { StackFailure } from './stack-failure';

/** Fails with one sentence when fewer than `requiredMiB` are free for a normal user at `folder`. */
export async function requireFreeDisk(folder: string, requiredMiB: number, purpose: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMiB = Math.floor((bavail * bsize) / (1024 * 1024));
  if (freeMiB < requiredMiB) {
    throw new StackFailure(
      `Too little disk space for ${purpose}: ${folder} has ${freeMiB} MiB free and needs ${requiredMiB} MiB.`,
    );
  }
}
