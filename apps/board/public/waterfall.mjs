import { element } from './element.mjs';
import { formatNumber } from './format.mjs';

/** Steps as a tree in time order, each with a bar where it ran within the trace. */
export function waterfall(steps, divergentSpanIds) {
  const startUs = Math.min(...steps.map((step) => step.startUs));
  const endUs = Math.max(...steps.map((step) => step.startUs + step.durationUs));
  const spanUs = Math.max(endUs - startUs, 1);
  const rows = inTreeOrder(steps).map(({ step, depth }) => {
    const divergent = divergentSpanIds.has(step.spanId) && step.spanId !== '';
    const bar = element('span', {
      className: `bar ${step.ok ? `kind-${step.kind}` : 'failed'}`,
      style: {
        left: `${(100 * (step.startUs - startUs)) / spanUs}%`,
        width: `max(3px, ${(100 * step.durationUs) / spanUs}%)`,
      },
    });
    return element(
      'tr',
      { className: divergent ? 'divergent' : '' },
      element(
        'th',
        { scope: 'row', style: { paddingInlineStart: `${8 + depth * 16}px` } },
        step.name || step.tool || step.kind,
        divergent ? element('span', { className: 'chip warn' }, 'first divergent step') : null,
      ),
      element('td', {}, step.kind),
      element('td', { className: 'wrap' }, outcome(step)),
      element('td', { className: 'number' }, formatNumber((step.startUs - startUs) / 1000, 'ms')),
      element('td', { className: 'number' }, formatNumber(step.durationUs / 1000, 'ms')),
      element('td', { className: 'lane', 'aria-hidden': 'true' }, bar),
    );
  });
  const heads = ['step', 'kind', 'what came of it', 'starts at', 'takes'].map((text, at) =>
    element('th', { scope: 'col', className: at > 2 ? 'number' : '' }, text),
  );
  const lane = element(
    'th',
    { className: 'lane', 'aria-hidden': 'true' },
    element('span', {}, '0'),
    element('span', {}, formatNumber(spanUs / 1000, 'ms')),
  );
  return element(
    'table',
    { className: 'waterfall' },
    element('thead', {}, element('tr', {}, heads, lane)),
    element('tbody', {}, rows),
  );
}

function outcome(step) {
  const parts = [];
  if (!step.ok) parts.push(`failed${step.errorType ? `: ${step.errorType}` : ''}`);
  if (step.model) parts.push(step.model);
  if (step.inputTokens !== null || step.outputTokens !== null) {
    parts.push(`${step.inputTokens ?? '?'} → ${step.outputTokens ?? '?'} tokens`);
  }
  if (step.costNanoUsd !== null) parts.push(formatNumber(step.costNanoUsd / 1e9, 'currencyUSD'));
  if (step.finishReason) parts.push(`finish: ${step.finishReason}`);
  return parts.join(' · ') || 'ok';
}

/** Children behind their parent, in the order of time; steps without a known parent are roots, and so are loops of parents. */
function inTreeOrder(steps) {
  const known = new Set(steps.map(({ spanId }) => spanId).filter(Boolean));
  const children = new Map();
  const roots = [];
  for (const step of steps) {
    const parent = step.parentSpanId;
    if (!known.has(parent) || parent === step.spanId) roots.push(step);
    else if (children.has(parent)) children.get(parent).push(step);
    else children.set(parent, [step]);
  }
  const ordered = [];
  const seen = new Set();
  const visit = (start) => {
    const open = [{ step: start, depth: 0 }];
    while (open.length > 0) {
      const entry = open.pop();
      if (seen.has(entry.step)) continue;
      seen.add(entry.step);
      ordered.push(entry);
      const next = entry.step.spanId === '' ? [] : (children.get(entry.step.spanId) ?? []);
      for (const step of [...next].reverse()) open.push({ step, depth: entry.depth + 1 });
    }
  };
  for (const root of roots) visit(root);
  for (const step of steps) if (!seen.has(step)) visit(step);
  return ordered;
}
