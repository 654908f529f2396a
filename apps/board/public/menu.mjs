import { element } from './element.mjs';

/** A button with a sheet below it. Escape, a click elsewhere and leaving it by Tab close it. */
export function createMenu(label, description) {
  const value = element('b', {});
  const summary = element('summary', { title: description }, `${label} `, value);
  const sheet = element('div', { className: 'sheet' });
  const menu = element('details', { className: 'menu' }, summary, sheet);
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  return { menu, sheet, setValue: (text) => (value.textContent = text), close: () => (menu.open = false) };
}
