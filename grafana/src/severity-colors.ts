/** One colour per word everywhere, so that a glance at any board means the same. */
export const SEVERITY_COLORS = {
  critical: 'dark-red',
  warning: 'dark-orange',
  info: 'dark-blue',
  ok: 'transparent',
} as const;
