/** Grafana's colour names as this page's own colours: white text on the filled ones has a contrast of 4.5 or more. */
const NAMED = {
  'dark-red': 'var(--red)',
  red: 'var(--red)',
  'semi-dark-red': 'var(--red)',
  'dark-orange': 'var(--orange)',
  orange: 'var(--orange)',
  'semi-dark-orange': 'var(--orange)',
  yellow: 'var(--yellow)',
  'dark-yellow': 'var(--yellow)',
  green: 'var(--green)',
  'dark-green': 'var(--green)',
  blue: 'var(--blue)',
  'dark-blue': 'var(--blue)',
  purple: 'var(--purple)',
  'dark-purple': 'var(--purple)',
  gray: 'var(--muted)',
  text: 'var(--text)',
  transparent: 'transparent',
};

export function colorOf(name) {
  return NAMED[name] ?? (/^#[0-9a-f]{3,8}$/i.test(name) ? name : 'var(--text)');
}

/** The colour of a CSS value, as a canvas takes it. */
export function resolved(color) {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : color;
}

const PALETTE_SIZE = 10;

/** A colour per name, the same on every panel while names do not collide. */
export function seriesColors(names) {
  const taken = new Set();
  const colors = new Map();
  for (const name of [...names].sort()) {
    let slot = hash(name) % PALETTE_SIZE;
    for (let tries = 0; taken.has(slot) && tries < PALETTE_SIZE; tries++) slot = (slot + 1) % PALETTE_SIZE;
    taken.add(slot);
    if (taken.size === PALETTE_SIZE) taken.clear();
    colors.set(name, resolved(`var(--series-${slot})`));
  }
  return colors;
}

function hash(text) {
  let value = 0;
  for (const character of text) value = (value * 31 + character.codePointAt(0)) >>> 0;
  return value;
}
