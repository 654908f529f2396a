#!/usr/bin/env node
/**
 * node test/replay/trail-totals.mjs --data DIR [--split gaia|swe_bench|all]
 *
 * What a replay of TRAIL must store, counted straight from the files. Shares no code with Tacet, on purpose: when both
 * agree, neither the reading nor the conversion nor the pipeline has lost or doubled anything.
 *
 * Every span is a step, whatever it says about itself. Tokens are those of spans of kind LLM: AGENT spans repeat the
 * sum of their children. Prints {traces: {id: totals}, splits: {name: totals}, models: {name: totals}, total}.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';

const { values } = parseArgs({
  options: { data: { type: 'string' }, split: { type: 'string', default: 'all' } },
});
const splits = values.split === 'all' ? ['gaia', 'swe_bench'] : [values.split];
const root = existsSync(join(values.data, 'traces')) ? values.data : join(values.data, 'trail');
const result = { traces: {}, splits: {}, models: {}, total: none() };

for (const split of splits) {
  const folder = join(root, 'traces', split);
  if (!existsSync(folder)) continue;
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json.br')) continue;
    const trace = JSON.parse(brotliDecompressSync(readFileSync(join(folder, file))));
    const waiting = [...trace.spans];
    while (waiting.length > 0) {
      const span = waiting.pop();
      waiting.push(...span.child_spans);
      const attributes = span.span_attributes;
      const isCall = attributes['openinference.span.kind'] === 'LLM';
      const places = [at(result.traces, span.trace_id), at(result.splits, split), result.total];
      // A call that names no model counts under the empty name.
      if (isCall) places.push(at(result.models, attributes['llm.model_name'] ?? ''));
      for (const totals of places) {
        totals.steps += 1;
        if (!isCall) continue;
        totals.llmCalls += 1;
        totals.inputTokens += Number(attributes['llm.token_count.prompt'] ?? 0);
        totals.outputTokens += Number(attributes['llm.token_count.completion'] ?? 0);
      }
    }
  }
}
console.log(JSON.stringify(result));

function at(group, name) {
  return (group[name] ??= none());
}

function none() {
  return { steps: 0, llmCalls: 0, inputTokens: 0, outputTokens: 0 };
}
