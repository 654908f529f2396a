/** JSON of an address of this host. Rejects with the server's own words. */
export async function get(path, signal) {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.message ?? `the board's server answered ${response.status}`);
  return body;
}

/** The query part that names a time range and what the variables select. */
export function selectionQuery({ fromMs, toMs }, values) {
  const query = new URLSearchParams({ from: String(fromMs), to: String(toMs) });
  for (const [name, list] of Object.entries(values)) {
    for (const value of list) query.append(`var-${name}`, value);
  }
  return query.toString();
}
