import { fieldDisplay } from './field-config.mjs';

/**
 * Series of an answer in long form, as Grafana makes them: text columns are labels, and each numeric column is a series
 * per label. Steps without a row are null, so that a gap is drawn as one. Times are in s, as uPlot takes them.
 */
export function seriesFrame(panel, { stepMs, tables }, { fromMs, toMs }) {
  const times = stepTimes(fromMs, toMs, stepMs);
  const indexOf = new Map(times.map((time, index) => [time, index]));
  const series = new Map();
  for (const { columns, rows } of tables) {
    const timeAt = columns.findIndex(({ kind }) => kind === 'time');
    const labels = columns.map((column, at) => ({ ...column, at })).filter(({ kind }) => kind === 'string');
    for (const [at, column] of columns.entries()) {
      if (column.kind !== 'number') continue;
      const display = fieldDisplay(panel, column);
      for (const row of rows) {
        const name = seriesName(display.displayName, column, labels, row);
        let values = series.get(name);
        if (!values) series.set(name, (values = new Array(times.length).fill(null)));
        const index = indexOf.get(Math.floor(row[timeAt] / stepMs) * stepMs);
        if (index !== undefined) values[index] = row[at];
      }
    }
  }
  return { times: times.map((time) => time / 1000), series };
}

function stepTimes(fromMs, toMs, stepMs) {
  const first = Math.floor(fromMs / stepMs) * stepMs;
  return Array.from(
    { length: Math.floor((toMs - first) / stepMs) + 1 },
    (_, index) => first + index * stepMs,
  );
}

function seriesName(displayName, column, labels, row) {
  if (displayName) {
    return displayName.replace(/\$\{__field\.(?:labels\.(\w+)|name)\}/g, (_, label) =>
      label ? (row[labels.find(({ name }) => name === label)?.at] ?? '') : column.name,
    );
  }
  const label = labels.map(({ at }) => row[at]).join(', ');
  return label === '' ? column.name : label;
}

/** Each series on top of those before it; a step that no series knows stays a gap. */
export function stacked(columns) {
  const [first] = columns;
  const sums = first ? first.map(() => 0) : [];
  const known = sums.map((_, index) => columns.some((column) => column[index] !== null));
  return columns.map((column) =>
    column.map((value, index) => (known[index] ? (sums[index] += value ?? 0) : null)),
  );
}
