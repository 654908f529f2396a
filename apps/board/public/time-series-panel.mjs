import uPlot from './uplot.mjs';
import { colorOf, resolved, seriesColors } from './colors.mjs';
import { drawAnnotations } from './chart-annotations.mjs';
import { createTooltip } from './chart-tooltip.mjs';
import { element } from './element.mjs';
import { formatNumber } from './format.mjs';
import { seriesFrame, stacked } from './series-frame.mjs';
import { formatMinute } from './time-range.mjs';

/** Lines over time. Dragging over a stretch of it chooses that stretch for the whole board. */
export function createTimeSeriesPanel(panel, body, { chooseRange }) {
  const defaults = panel.fieldConfig?.defaults ?? {};
  const isStacked = defaults.custom?.stacking?.mode === 'normal';
  const format = (value) =>
    value === null || value === undefined
      ? (defaults.noValue ?? '–')
      : formatNumber(value, defaults.unit, defaults.decimals);
  const chart = element('div', { className: 'chart', role: 'img' });
  const legend = element('ul', {
    className: 'legend',
    tabIndex: 0,
    'aria-label': `Last values of ${panel.title}`,
  });
  const empty = element('p', { className: 'empty', hidden: true }, 'nothing in this time range');
  body.replaceChildren(element('div', { className: 'chart-frame' }, chart, empty), legend);

  let plot = null;
  let drawn = null;
  const size = () => ({ width: chart.clientWidth, height: chart.clientHeight });
  new ResizeObserver(() => plot?.setSize(size())).observe(chart);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    plot?.destroy();
    plot = null;
    if (drawn) draw(...drawn);
  });

  function draw(answer, range, annotations) {
    drawn = [answer, range, annotations];
    const { times, series } = seriesFrame(panel, answer, range);
    const names = isStacked ? leastFirst(series) : [...series.keys()];
    const raw = names.map((name) => series.get(name));
    const data = [times, ...(isStacked ? stacked(raw) : raw)];
    const colors = seriesColors(names);
    const view = { names, raw, colors, range, annotations };
    if (plot && plot.view.names.join('\n') === names.join('\n')) {
      plot.view = view;
      plot.setData(data);
    } else {
      plot?.destroy();
      plot = createPlot(data, view);
    }
    empty.hidden = names.length > 0;
    describe(names, raw, colors, range);
  }

  function createPlot(data, view) {
    const custom = defaults.custom ?? {};
    const opacity = (custom.fillOpacity ?? 0) / 100;
    const text = resolved('var(--muted)');
    const grid = { stroke: resolved('var(--line)'), width: 1 };
    return new uPlot(
      {
        ...size(),
        legend: { show: false },
        padding: [10, 12, 0, 0],
        scales: {
          x: { time: true, range: (u) => [u.view.range.fromMs / 1000, u.view.range.toMs / 1000] },
          y: { range: (_, min, max) => yRange(min, max, defaults.min) },
        },
        axes: [
          { stroke: text, grid, ticks: grid, values: timeTicks, font: FONT, space: 60, size: 28 },
          {
            stroke: text,
            grid,
            ticks: grid,
            font: FONT,
            size: 68,
            incrs: TIME_UNITS_MS[defaults.unit] && timeSteps(TIME_UNITS_MS[defaults.unit]),
            values: (_, ticks) => ticks.map((tick) => formatNumber(tick, defaults.unit)),
          },
        ],
        series: [
          {},
          ...view.names.map((name) => ({
            label: name,
            stroke: view.colors.get(name),
            width: custom.lineWidth ?? 1,
            fill: opacity > 0 && !isStacked ? withAlpha(view.colors.get(name), opacity) : undefined,
            points: { show: true, size: 4, fill: view.colors.get(name), filter: isolatedPoints },
          })),
        ],
        bands: isStacked ? bandsOf(view, opacity) : [],
        cursor: { sync: { key: 'board', setSeries: false }, drag: { x: true, y: false, setScale: false } },
        hooks: {
          drawClear: [(u) => drawAnnotations(u, u.view.annotations, (name) => resolved(colorOf(name)))],
          setSelect: [
            (u) => {
              if (u.select.width < 8) return;
              const [fromMs, toMs] = [u.select.left, u.select.left + u.select.width].map((left) =>
                Math.round(u.posToVal(left, 'x') * 1000),
              );
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              chooseRange(fromMs, toMs);
            },
          ],
        },
        plugins: [
          // Before the scales are asked for their range.
          { opts: (u) => void (u.view = view), hooks: {} },
          createTooltip(format),
        ],
      },
      data,
      chart,
    );
  }

  /** What the picture says, in words: for those who cannot see it. */
  function describe(names, raw, colors, { fromMs, toMs }) {
    const last = raw.map((values) => values.findLast((value) => value !== null) ?? null);
    chart.setAttribute(
      'aria-label',
      `${panel.title}, ${names.length} series from ${formatMinute(fromMs)} to ${formatMinute(toMs)}; last values are listed below`,
    );
    legend.replaceChildren(
      ...names.map((name, at) =>
        element(
          'li',
          {},
          element('span', { className: 'swatch', style: { background: colors.get(name) } }),
          element('span', {}, name),
          element('b', {}, format(last[at])),
        ),
      ),
    );
  }

  return { draw };
}

/** The greatest on top: the outline of a stack is then that of what fills it. */
function leastFirst(series) {
  const sum = (name) => series.get(name).reduce((total, value) => total + (value ?? 0), 0);
  return [...series.keys()].sort((a, b) => sum(a) - sum(b) || (a < b ? -1 : 1));
}

const TIME_UNITS_MS = { ms: 1, s: 1000 };

/** Steps of an axis of durations, in its own unit: whole seconds, minutes and hours rather than powers of ten. */
function timeSteps(unitMs) {
  const seconds = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 172800, 864000,
  ];
  const small = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
  return [...small, ...seconds].map((second) => (second * 1000) / unitMs);
}

const FONT = '12px system-ui, sans-serif';

function yRange(min, max, least) {
  if (min === null || max === null || min === undefined || max === undefined) return [0, 1];
  const from = least === undefined ? min : Math.min(least, min);
  return from === max
    ? [from, from + 1]
    : uPlot.rangeNum(from, max, { min: { pad: 0, soft: from, mode: 1 }, max: { pad: 0.1 } });
}

/** Hours and minutes, with the day where it changes. */
function timeTicks(_, ticks, _axis, _space, stepS) {
  let day = '';
  return ticks.map((tick) => {
    const [date, time] = formatMinute(tick * 1000).split(' ');
    const dayChanged = date !== day && day !== '';
    day = date;
    if (stepS >= 86_400) return date.slice(5);
    if (dayChanged) return date.slice(5);
    return stepS < 60 ? `${time}:${String(tick % 60).padStart(2, '0')}` : time;
  });
}

/** A value between two gaps has no line: it gets a point, or it would not be seen. */
function isolatedPoints(u, seriesIndex) {
  const values = u.data[seriesIndex];
  const isolated = [];
  for (const [index, value] of values.entries()) {
    if (value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null) {
      isolated.push(index);
    }
  }
  return isolated;
}

function bandsOf({ names, colors }, opacity) {
  return names.slice(1).map((name, at) => ({
    series: [at + 2, at + 1],
    fill: withAlpha(colors.get(name), opacity),
  }));
}

function withAlpha(hex, opacity) {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
