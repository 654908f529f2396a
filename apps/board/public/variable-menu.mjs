import { element } from './element.mjs';
import { createMenu } from './menu.mjs';

/** Several values of a variable, or All when none is chosen. */
export function createVariableMenu({ name, label, description }, chosen, onChange) {
  const { menu, sheet, setValue } = createMenu(label, description);
  let offered = [];
  const say = () => setValue(chosen.size === 0 ? 'All' : [...chosen].join(', '));
  const changed = () => {
    say();
    onChange(name, [...chosen]);
  };

  function draw() {
    const values = [...new Set([...offered, ...chosen])];
    const all = element(
      'button',
      { type: 'button', onclick: () => (chosen.clear(), draw(), changed()) },
      'All',
    );
    const boxes = values.map((value) => {
      const box = element('input', { type: 'checkbox', checked: chosen.has(value), value });
      box.addEventListener('change', () => {
        if (box.checked) chosen.add(value);
        else chosen.delete(value);
        changed();
      });
      return element('label', {}, box, value);
    });
    sheet.replaceChildren(all, ...boxes);
    say();
  }

  draw();
  return {
    node: menu,
    /** New values; a sheet that is open keeps what is under the hand. */
    offer(values) {
      if (menu.open || values.join('\n') === offered.join('\n')) return;
      offered = values;
      draw();
    },
  };
}
