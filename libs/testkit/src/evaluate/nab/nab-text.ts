import { textTable } from '../text-table';
import { NAB_PROFILES } from './nab-score';
import { type NabReport } from './run-nab';

export function nabLines({ files, windows, budgetPerWeek, perFile, totals }: NabReport): string[] {
  return [
    `NAB, ${files} of its 58 files with ${windows} labelled windows; budget ${budgetPerWeek} per week and file`,
    '',
    ...textTable(
      ['detector', ...NAB_PROFILES.map(({ name }) => name)],
      totals.map(({ detector, scores }) => [
        detector,
        ...NAB_PROFILES.map(({ name }) => (scores[name] ?? NaN).toFixed(1)),
      ]),
    ),
    '',
    ...textTable(
      ['file', 'windows', 'found', 'false', 'Tacet raw', 'published best', 'published median'],
      perFile.map((row) => [
        row.file,
        String(row.windows),
        String(row.windowsFound),
        String(row.falsePositives),
        row.standard.toFixed(2),
        row.publishedBest.toFixed(2),
        row.publishedMedian.toFixed(2),
      ]),
    ),
    '',
    'Not a target: a false positive weighs 0.11 of a miss, thresholds of the published detectors were chosen in',
    'hindsight on the full corpus, labels are disputed (Wu and Keogh, arXiv 2009.13807), and nothing in it speaks',
    'of thousands of keys or of false alarms per week.',
    '',
  ];
}
