import { element } from './element.mjs';
import { fieldDisplay, showValue } from './field-config.mjs';

const TRACE_COLUMN = /^(example )?traces?( ids?)?$/i;

/** Rows in the order of the query. A row that names a trace opens its steps. */
export function createTablePanel(panel, body, { openTrace }) {
  const head = element('thead');
  const rowsBody = element('tbody');
  const empty = element('p', { className: 'empty', hidden: true }, 'nothing in this time range');
  const scroll = element(
    'div',
    { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': `${panel.title}, table` },
    element('table', {}, head, rowsBody),
    empty,
  );
  body.replaceChildren(scroll);

  return {
    draw({ tables }) {
      const { columns, rows } = tables[0] ?? { columns: [], rows: [] };
      const trace = columns.findIndex(({ name }) => TRACE_COLUMN.test(name));
      const shown = columns
        .map((column, at) => ({ column, at, display: fieldDisplay(panel, column) }))
        .filter(({ at, display }) => at !== trace && display['custom.hidden'] !== true);
      head.replaceChildren(headerRow(shown, trace >= 0));
      const focused = document.activeElement?.closest('tr')?.dataset.key;
      rowsBody.replaceChildren(...rows.map((row) => tableRow(row, shown, row[trace], openTrace)));
      if (focused && !document.activeElement?.closest('tr')) {
        rowsBody
          .querySelector(`tr[data-key="${CSS.escape(focused)}"] button`)
          ?.focus({ preventScroll: true });
      }
      empty.hidden = rows.length > 0;
    },
  };
}

function headerRow(shown, withTrace) {
  const cells = shown.map(({ column, display }) =>
    element(
      'th',
      {
        scope: 'col',
        className: column.kind === 'number' ? 'number' : '',
        style: widthOf(display),
      },
      display.displayName ?? column.name,
    ),
  );
  return element('tr', {}, withTrace ? element('th', { scope: 'col' }, 'trace') : null, cells);
}

function widthOf(display) {
  const width = display['custom.width'];
  return width ? { minWidth: `${width}px`, maxWidth: `${width}px` } : {};
}

function tableRow(row, shown, traceValue, openTrace) {
  const cells = shown.map(({ column, at, display }) => {
    const { text, color, missing } = showValue(row[at], column, display);
    const options = display['custom.cellOptions'] ?? {};
    const filled = options.type === 'color-background' && color && color !== 'transparent';
    return element(
      'td',
      {
        className: [
          column.kind === 'number' ? 'number' : '',
          missing ? 'missing' : '',
          options.wrapText ? 'wrap' : '',
        ].join(' '),
        style: widthOf(display),
      },
      filled ? element('span', { className: 'chip', style: { background: color } }, text) : text,
    );
  });
  const trace = firstTrace(traceValue);
  if (traceValue === undefined) return element('tr', {}, cells);
  const open = (event) => {
    event.stopPropagation();
    openTrace(trace);
  };
  const about = shown
    .slice(0, 3)
    .map(({ at }) => row[at])
    .filter(Boolean)
    .join(', ');
  const link = trace
    ? element(
        'button',
        {
          type: 'button',
          className: 'link',
          'aria-label': `Steps of an example trace: ${about}`,
          onclick: open,
        },
        'steps',
      )
    : '–';
  const properties = trace ? { className: 'opens', onclick: open } : {};
  const tr = element('tr', properties, element('td', {}, link), cells);
  if (trace) tr.dataset.key = `${trace} ${about}`;
  return tr;
}

/** A cell holds a trace id, or several as a JSON list. */
function firstTrace(value) {
  if (typeof value !== 'string' || value === '') return null;
  if (!value.startsWith('[')) return value;
  return JSON.parse(value)[0] ?? null;
}
