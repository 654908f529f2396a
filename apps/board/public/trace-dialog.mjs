import { element } from './element.mjs';
import { get } from './requests.mjs';
import { waterfall } from './waterfall.mjs';

/** Steps of a trace over the board. `onClose` is told when it goes; the anomaly's other examples are a click away. */
export function createTraceDialog(dialog, { onOpen, onClose }) {
  let asked = 0;
  dialog.addEventListener('close', () => {
    asked++;
    onClose();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });

  function frame(traceId, ...children) {
    dialog.replaceChildren(
      element(
        'header',
        {},
        element('h2', { id: 'trace-title' }, 'Steps of trace ', element('code', {}, traceId)),
        element('button', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕'),
      ),
      element('div', { className: 'trace-body' }, children),
    );
  }

  async function open(traceId) {
    const turn = ++asked;
    onOpen(traceId);
    frame(traceId, element('p', { role: 'status' }, 'reading the steps …'));
    if (!dialog.open) dialog.showModal();
    try {
      const trace = await get(`/traces/${encodeURIComponent(traceId)}`);
      if (turn === asked) frame(traceId, ...content(trace));
    } catch (error) {
      if (turn === asked) frame(traceId, element('p', { className: 'error', role: 'alert' }, error.message));
    }
  }

  function content({ traceId, steps, anomalies, truncated }) {
    const divergent = new Set(anomalies.map(({ firstDivergentSpanId }) => firstDivergentSpanId));
    return [
      ...anomalies.map((anomaly) => anomalyNote(anomaly, traceId)),
      steps.length === 0
        ? element(
            'p',
            {},
            'No steps of this trace are stored: steps are kept for days, anomalies for longer.',
          )
        : waterfall(steps, divergent),
      truncated ? element('p', {}, `Only the first ${steps.length} steps are shown.`) : null,
    ];
  }

  function anomalyNote({ severity, failure, agent, explanation, exampleTraceIds }, traceId) {
    const others = exampleTraceIds.map((id, at) =>
      element(
        'button',
        { type: 'button', className: 'link', disabled: id === traceId, title: id, onclick: () => open(id) },
        `example ${at + 1}`,
      ),
    );
    return element(
      'p',
      { className: 'note' },
      element('span', { className: `chip ${severity}` }, severity),
      ` ${failure} of ${agent}: ${explanation} `,
      ...(others.length > 1 ? others.flatMap((button) => [button, ' ']) : []),
    );
  }

  return { open, close: () => dialog.close() };
}
