import { element } from './element.mjs';
import { formatMinute } from './time-range.mjs';

const SHOWN_MAX = 200;

/** The annotations once more as text: what a line on a chart says only to those who point at it. */
export function drawEvents(place, annotations) {
  const newest = [...annotations].sort((a, b) => b.timeMs - a.timeMs);
  if (newest.length === 0) {
    place.replaceChildren(element('p', { className: 'empty-list' }, 'none'));
    return;
  }
  const rows = newest
    .slice(0, SHOWN_MAX)
    .map(({ name, timeMs, timeEndMs, title, text }) =>
      element(
        'tr',
        {},
        element('td', {}, formatMinute(timeMs)),
        element('td', {}, timeEndMs === null ? '' : `to ${formatMinute(timeEndMs)}`),
        element('td', {}, name),
        element('td', {}, title),
        element('td', { className: 'wrap' }, text),
      ),
    );
  place.replaceChildren(
    element('table', {}, element('tbody', {}, rows)),
    newest.length > SHOWN_MAX ? element('p', {}, `and ${newest.length - SHOWN_MAX} earlier ones`) : '',
  );
}
