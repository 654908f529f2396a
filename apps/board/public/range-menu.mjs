import { element } from './element.mjs';
import { createMenu } from './menu.mjs';
import { describeRange, formatMinute, QUICK_RANGES, resolveRange } from './time-range.mjs';

/** The time range: one that ends now, or two times. */
export function createRangeMenu(onChange) {
  const { menu, sheet, setValue, close } = createMenu('Time', 'Time range of every panel');
  const quick = QUICK_RANGES.map(([from, label]) =>
    element('button', { type: 'button', onclick: () => choose({ from, to: 'now' }) }, label),
  );
  const from = element('input', { type: 'datetime-local', required: true });
  const to = element('input', { type: 'datetime-local', required: true });
  const form = element(
    'form',
    {},
    element('label', {}, 'From ', from),
    element('label', {}, 'To ', to),
    element('button', { type: 'submit' }, 'Show'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const range = { from: String(Date.parse(from.value)), to: String(Date.parse(to.value)) };
    const usable = resolveRange(range, Date.now()) !== null;
    to.setCustomValidity(usable ? '' : 'The end must be after the start.');
    if (usable) choose(range);
    else to.reportValidity();
  });
  to.addEventListener('input', () => to.setCustomValidity(''));
  sheet.append(form, ...quick);

  function choose(range) {
    close();
    onChange(range);
  }

  return {
    node: menu,
    show(range) {
      setValue(describeRange(range));
      const resolved = resolveRange(range, Date.now());
      if (!resolved || menu.open) return;
      from.value = formatMinute(resolved.fromMs, 'T');
      to.value = formatMinute(resolved.toMs, 'T');
    },
  };
}
