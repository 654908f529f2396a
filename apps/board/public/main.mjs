import { createBoardPage } from './board-page.mjs';
import { get } from './requests.mjs';
import { readState, writeState } from './page-state.mjs';
import { element } from './element.mjs';

const state = readState();

try {
  const boards = await get('/boards');
  const chosen =
    boards.find(({ id }) => id === state.board) ?? boards.find(({ id }) => id === 'fleet') ?? boards[0];
  if (!chosen) throw new Error('this installation has no boards');
  state.board = chosen.id;
  const board = await get(`/boards/${encodeURIComponent(chosen.id)}`);
  drawNavigation(boards, chosen.id);
  const page = createBoardPage(board, state);
  await page.start();
} catch (error) {
  document.getElementById('status').textContent = error.message;
}

/** Links to the other boards keep the time range and what is selected. */
function drawNavigation(boards, current) {
  const links = boards.map(({ id, title, description }) => {
    const query = new URLSearchParams(location.search);
    query.set('board', id);
    query.delete('trace');
    const link = element('a', { href: `?${query}`, title: description }, title.replace(/^Tacet \/ /, ''));
    if (id === current) link.setAttribute('aria-current', 'page');
    link.addEventListener('click', () => {
      const now = new URLSearchParams(location.search);
      now.set('board', id);
      now.delete('trace');
      link.href = `?${now}`;
    });
    return link;
  });
  document.getElementById('boards').replaceChildren(...links);
  writeState(state);
}
