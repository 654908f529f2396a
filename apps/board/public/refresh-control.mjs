import { element } from './element.mjs';

const STEPS_S = { 'not by itself': 0, '5s': 5, '10s': 10, '30s': 30, '1m': 60, '5m': 300, '15m': 900 };

/** How often the board reads again. It waits after an answer, not after a question, and not while nobody looks. */
export function createRefreshControl(chosen, { onTick, onChange }) {
  const names = Object.keys(STEPS_S);
  const select = element(
    'select',
    {},
    names.map((name) => element('option', { value: name, selected: name === chosen }, name)),
  );
  if (!names.includes(chosen)) select.value = names[0];
  const now = element('button', { type: 'button', onclick: onTick }, 'Refresh');
  let timer = null;
  let due = false;

  function tick() {
    if (document.hidden) due = true;
    else onTick();
  }

  function arm() {
    clearTimeout(timer);
    const seconds = STEPS_S[select.value];
    if (seconds > 0) timer = setTimeout(tick, seconds * 1000);
  }

  select.addEventListener('change', () => {
    onChange(select.value);
    arm();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !due) return;
    due = false;
    onTick();
  });
  return {
    node: element('span', { className: 'refresh' }, element('label', {}, 'every ', select), now),
    arm,
  };
}
