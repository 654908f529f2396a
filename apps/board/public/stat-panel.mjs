import { element } from './element.mjs';
import { fieldDisplay, showValue } from './field-config.mjs';

/** One big number per numeric column of the last row. */
export function createStatPanel(panel, body) {
  const { colorMode, textMode } = panel.options ?? {};
  return {
    draw({ tables }) {
      const [table] = tables;
      const row = table?.rows.at(-1) ?? [];
      const numbers = (table?.columns ?? [])
        .map((column, at) => ({ column, value: row[at] ?? null }))
        .filter(({ column }) => column.kind !== 'string');
      const shown = numbers.map(({ column, value }) => {
        const display = fieldDisplay(panel, column);
        const { text, color, missing } = showValue(value, column, display);
        const filled = colorMode === 'background' && !missing && color;
        return element(
          'div',
          {
            className: `stat${filled ? ' filled' : ''}`,
            style: { background: filled ? color : '', color: filled || missing ? '' : (color ?? '') },
          },
          element('span', { className: missing ? 'number missing' : 'number' }, text),
          textMode === 'value_and_name' ? element('span', { className: 'name' }, column.name) : null,
        );
      });
      body.replaceChildren(element('div', { className: 'stats' }, shown));
    },
  };
}
