import { METRIC_BUDGET_PER_WEEK, metricDetections } from './metric-stream';
import { type NabFile, readNabFiles } from './nab-files';
import { NAB_PROFILES, normalisedScore, probationRows, type ScoringProfile, scoreFile } from './nab-score';
import { type PublishedScore, readPublishedScores } from './published-scores';

export interface NabReport {
  suite: 'nab';
  files: number;
  windows: number;
  budgetPerWeek: number;
  perFile: {
    file: string;
    rows: number;
    windows: number;
    windowsFound: number;
    falsePositives: number;
    /** Raw score with the standard profile, beside the best and the median published one of the same file. */
    standard: number;
    publishedBest: number;
    publishedMedian: number;
  }[];
  /** Normalised, per profile; the published detectors over the same files. */
  totals: { detector: string; scores: Record<string, number> }[];
}

export const TACET = 'Tacet, one default';

/** One fixed setting for all files. The labels are read by the score alone. */
export function runNab(folder: string): NabReport {
  const files = readNabFiles(folder);
  const published = readPublishedScores(folder);
  const windows = files.reduce((sum, file) => sum + file.windows.length, 0);
  const detected = files.map((file) => ({
    file,
    detections: metricDetections(file.points, probationRows(file.points.length)),
  }));
  const scored = (profile: ScoringProfile) =>
    detected.map(({ file, detections }) => scoreFile(file.points.length, detections, file.windows, profile));
  const own = Object.fromEntries(
    NAB_PROFILES.map((profile) => {
      const raw = scored(profile).reduce((sum, score) => sum + score.raw, 0);
      return [profile.name, normalisedScore(raw, windows, profile)];
    }),
  );
  const standard = scored(NAB_PROFILES[0] as ScoringProfile);
  return {
    suite: 'nab',
    files: files.length,
    windows,
    budgetPerWeek: METRIC_BUDGET_PER_WEEK,
    perFile: files.map((file, i) => ({
      file: file.name,
      rows: file.points.length,
      windows: file.windows.length,
      windowsFound: standard[i]?.windowsFound ?? 0,
      falsePositives: standard[i]?.falsePositives ?? 0,
      standard: standard[i]?.raw ?? 0,
      ...publishedOf(file, published),
    })),
    totals: [{ detector: TACET, scores: own }, ...publishedTotals(published, windows)].sort(
      (a, b) => (b.scores.standard ?? 0) - (a.scores.standard ?? 0),
    ),
  };
}

/** The published per-file scores added up and normalised as NAB does. */
export function publishedTotals(published: readonly PublishedScore[], windows: number): NabReport['totals'] {
  const detectors = [...new Set(published.map(({ detector }) => detector))];
  return detectors.map((detector) => ({
    detector,
    scores: Object.fromEntries(
      NAB_PROFILES.map((profile) => {
        const raw = published
          .filter((row) => row.detector === detector && row.profile === profile.name)
          .reduce((sum, row) => sum + row.score, 0);
        return [profile.name, normalisedScore(raw, windows, profile)];
      }),
    ),
  }));
}

function publishedOf(
  file: NabFile,
  published: readonly PublishedScore[],
): { publishedBest: number; publishedMedian: number } {
  const scores = published
    .filter((row) => row.file === file.name && row.profile === 'standard' && row.detector !== 'null')
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  return {
    publishedBest: scores.at(-1) ?? NaN,
    publishedMedian: scores[Math.floor((scores.length - 1) / 2)] ?? NaN,
  };
}
