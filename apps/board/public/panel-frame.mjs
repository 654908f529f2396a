import { element } from './element.mjs';
import { createStatPanel } from './stat-panel.mjs';
import { createTablePanel } from './table-panel.mjs';
import { createTimeSeriesPanel } from './time-series-panel.mjs';

/** A type that is not here is drawn as a table: its rows are never hidden. */
const PANEL_TYPES = { stat: createStatPanel, gauge: createStatPanel, timeseries: createTimeSeriesPanel };

/** A panel at its place on the board's grid of 24 columns, of fixed height: data never moves its neighbours. */
export function createPanelFrame(panel, actions) {
  const { x, y, w, h } = panel.gridPos;
  const id = `panel-${panel.id}`;
  const body = element('div', { className: 'body' });
  const error = element('p', { className: 'error', role: 'alert', hidden: true });
  const about = element('div', { id: `${id}-about`, className: 'about', popover: 'auto' }, panel.description);
  const aboutButton = element(
    'button',
    { type: 'button', className: 'info', 'aria-label': `About ${panel.title}`, title: panel.description },
    'i',
  );
  aboutButton.popoverTargetElement = about;
  const node = element(
    'section',
    {
      className: `panel type-${panel.type}`,
      id,
      'aria-labelledby': `${id}-title`,
      'aria-busy': 'true',
      style: { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` },
    },
    element(
      'header',
      {},
      element('h2', { id: `${id}-title` }, panel.title),
      panel.description ? aboutButton : null,
      about,
    ),
    body,
    error,
  );
  const content =
    panel.type === 'row' ? null : (PANEL_TYPES[panel.type] ?? createTablePanel)(panel, body, actions);
  return {
    node,
    id: panel.id,
    draws: content !== null,
    draw(answer, range, annotations) {
      error.hidden = true;
      node.removeAttribute('aria-busy');
      content.draw(answer, range, annotations);
    },
    /** What was drawn stays, with the reason why it is not newer. */
    fail(message) {
      node.removeAttribute('aria-busy');
      error.textContent = message;
      error.hidden = false;
    },
  };
}
