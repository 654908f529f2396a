import { annotationsNear } from './chart-annotations.mjs';
import { element } from './element.mjs';
import { formatMinute } from './time-range.mjs';

const LINES_MAX = 12;

/** All values under the pointer, greatest first, and what happened there. */
export function createTooltip(format) {
  let box = null;
  const hide = () => {
    if (box) box.hidden = true;
  };
  return {
    hooks: {
      init: [
        (plot) => {
          box = element('div', { className: 'tooltip', hidden: true });
          plot.over.append(box);
          plot.over.addEventListener('mouseleave', hide);
        },
      ],
      setCursor: [
        (plot) => {
          const { left, idx, event } = plot.cursor;
          const isHovered = plot.over.matches(':hover') && event !== null;
          if (!isHovered || left < 0 || idx === null || idx === undefined) return hide();
          const { names, raw, colors } = plot.view;
          const values = names
            .map((name, at) => ({ name, value: raw[at][idx] }))
            .filter(({ value }) => value !== null && value !== undefined)
            .sort((a, b) => b.value - a.value);
          const more = values.length - LINES_MAX;
          box.replaceChildren(
            element('b', {}, formatMinute(plot.data[0][idx] * 1000)),
            ...values
              .slice(0, LINES_MAX)
              .map(({ name, value }) =>
                element(
                  'div',
                  {},
                  element('span', { className: 'swatch', style: { background: colors.get(name) } }),
                  `${name} `,
                  element('b', {}, format(value)),
                ),
              ),
            more > 0 ? `and ${more} more` : '',
            ...annotationsNear(plot, left, 6).map(({ title, text }) =>
              element('div', { className: 'what' }, element('b', {}, title), ` ${text}`),
            ),
          );
          const toTheLeft = left > plot.over.clientWidth / 2;
          Object.assign(box.style, {
            left: toTheLeft ? '' : `${left + 14}px`,
            right: toTheLeft ? `${plot.over.clientWidth - left + 14}px` : '',
          });
          box.hidden = false;
        },
      ],
      destroy: [hide],
    },
  };
}
