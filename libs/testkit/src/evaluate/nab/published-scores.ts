import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PublishedScore {
  detector: string;
  profile: string;
  file: string;
  score: number;
}

/** NAB's own per-file results: Detector, Profile, File, Threshold, Score, TP, TN, FP, FN, Total_Count. */
export function readPublishedScores(folder: string): PublishedScore[] {
  const text = readFileSync(join(folder, 'published', 'per_file_scores.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [detector = '', profile = '', file = '', , score = ''] = line.split(',');
      return { detector, profile, file, score: Number(score) };
    });
}
