/** Columns padded to their widest cell, in Markdown, so that a table can be read and pasted as it is. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) =>
    Math.max(title.length, 3, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}

/** Minutes as people say them: `12 min`, `3.4 h`, `2.1 d`; null is beyond the horizon. */
export function sayMinutes(minutes: number | null): string {
  if (minutes === null) return '>7 d';
  if (minutes < 120) return `${Math.round(minutes)} min`;
  if (minutes < 72 * 60) return `${(minutes / 60).toFixed(1)} h`;
  return `${(minutes / 1_440).toFixed(1)} d`;
}

/** Three significant figures, and never an exponent. */
export function sayRate(rate: number): string {
  if (rate === 0) return '0';
  if (rate >= 100) return rate.toFixed(0);
  return rate >= 1 ? rate.toFixed(1) : rate.toFixed(rate >= 0.1 ? 2 : 3);
}
