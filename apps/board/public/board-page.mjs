import { element } from './element.mjs';
import { drawEvents } from './events-list.mjs';
import { writeState } from './page-state.mjs';
import { createPanelFrame } from './panel-frame.mjs';
import { createRangeMenu } from './range-menu.mjs';
import { createRefreshControl } from './refresh-control.mjs';
import { get, selectionQuery } from './requests.mjs';
import { formatMinute, resolveRange } from './time-range.mjs';
import { createTraceDialog } from './trace-dialog.mjs';
import { createVariableMenu } from './variable-menu.mjs';

const place = (id) => document.getElementById(id);

/** One board: its panels, what they are asked for, and when they are asked again. */
export function createBoardPage(board, state) {
  state.from ??= board.time.from;
  state.to ??= board.time.to;
  if (!resolveRange(state, Date.now())) Object.assign(state, board.time);
  const known = new Set(board.variables.map(({ name }) => name));
  state.values = Object.fromEntries(Object.entries(state.values).filter(([name]) => known.has(name)));

  let running = null;
  const rangeMenu = createRangeMenu((range) => change(range));
  const refresh = createRefreshControl(state.refresh ?? board.refresh, {
    onTick: () => load(),
    onChange: (text) => change({ refresh: text }),
  });
  const trace = createTraceDialog(place('trace'), {
    onOpen: (id) => remember({ trace: id }),
    onClose: () => remember({ trace: null }),
  });
  const frames = board.panels.map((panel) =>
    createPanelFrame(panel, {
      openTrace: trace.open,
      chooseRange: (fromMs, toMs) => change({ from: String(fromMs), to: String(toMs) }),
    }),
  );
  const menus = new Map(
    board.variables.map((variable) => [
      variable.name,
      createVariableMenu(variable, new Set(state.values[variable.name] ?? []), (name, values) =>
        change({ values: { ...state.values, [name]: values } }),
      ),
    ]),
  );

  function remember(part, step) {
    Object.assign(state, part);
    writeState(state, { step });
  }

  function change(part) {
    remember(part, true);
    void load();
  }

  /** Everything once more. A newer call ends the older one's requests. */
  async function load() {
    running?.abort();
    const { signal } = (running = new AbortController());
    const range = resolveRange(state, Date.now());
    rangeMenu.show(state);
    const query = selectionQuery(range, state.values);
    const base = `/boards/${encodeURIComponent(board.id)}`;
    const annotations = get(`${base}/annotations?${query}`, signal)
      .then((marks) => marks.map((mark) => ({ ...mark, color: colorNamed(mark.name) })))
      .catch(() => []);
    const panels = frames
      .filter(({ draws }) => draws)
      .map(async (frame) => {
        try {
          const answer = await get(`${base}/panels/${frame.id}/data?${query}`, signal);
          const marks = await annotations;
          if (!signal.aborted) frame.draw(answer, range, marks);
          return true;
        } catch (error) {
          if (!signal.aborted) frame.fail(error.message);
          return false;
        }
      });
    const variables = board.variables.map(({ name }) =>
      get(`${base}/variables/${encodeURIComponent(name)}?${query}`, signal)
        .then((values) => menus.get(name).offer(values))
        .catch(() => undefined),
    );
    const drawn = await Promise.all(panels);
    await Promise.all(variables);
    const marks = await annotations;
    if (signal.aborted) return;
    drawEvents(place('events-list'), marks);
    const failed = drawn.filter((ok) => !ok).length;
    place('status').textContent =
      failed === 0 ? `as of ${formatMinute(range.toMs)}` : `${failed} panels could not be read; trying again`;
    refresh.arm();
  }

  const colorNamed = (name) =>
    board.annotations.find((candidate) => candidate.name === name)?.color ?? 'blue';

  return {
    async start() {
      document.title = board.title;
      place('title').textContent = board.title;
      rangeMenu.show(state);
      place('controls').replaceChildren(rangeMenu.node, refresh.node);
      place('variables').replaceChildren(...[...menus.values()].map(({ node }) => node));
      place('board').replaceChildren(...frames.map(({ node }) => node));
      if (frames.length === 0) place('board').append(element('p', {}, 'This board has no panels.'));
      place('events').hidden = false;
      addEventListener('popstate', () => location.reload());
      if (state.trace) void trace.open(state.trace);
      await load();
    },
  };
}
