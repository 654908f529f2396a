/** What the address says: a link shows the same picture to whoever opens it. Names are Grafana's. */
export function readState() {
  const query = new URLSearchParams(location.search);
  const values = {};
  for (const [name, value] of query) {
    if (name.startsWith('var-') && value !== '$__all') (values[name.slice(4)] ??= []).push(value);
  }
  return {
    board: query.get('board'),
    from: query.get('from'),
    to: query.get('to'),
    refresh: query.get('refresh'),
    trace: query.get('trace'),
    values,
  };
}

export function writeState(state, { step = false } = {}) {
  const query = new URLSearchParams();
  for (const name of ['board', 'from', 'to', 'refresh', 'trace']) {
    if (state[name] !== null && state[name] !== undefined) query.set(name, state[name]);
  }
  for (const [name, list] of Object.entries(state.values)) {
    for (const value of list) query.append(`var-${name}`, value);
  }
  const address = `?${query}`;
  if (address === location.search) return;
  history[step ? 'pushState' : 'replaceState'](null, '', address);
}
