import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The recording, which is not part of the repository: TACET_DATA_DIR or ../shared/data; undefined where it is not. */
export function trailFolder(): string | undefined {
  const data = process.env.TACET_DATA_DIR ?? resolve(__dirname, '../../../shared/data');
  const folder = join(data, 'trail');
  return existsSync(join(folder, 'traces')) ? folder : undefined;
}

export const WHERE_TRAIL_IS = 'skipped unless the TRAIL traces are in TACET_DATA_DIR or ../shared/data';
