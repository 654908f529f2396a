import { decodeBench } from './decode.bench';
import { latencyBench } from './latency.bench';
import { pipelineBench } from './pipeline.bench';
import { turnsBench } from './turns.bench';

/** `npm run bench -- decode|turns|pipeline|latency [--json]`: each prints what it measured on this machine. */
const BENCHES: Record<string, () => Promise<object> | object> = {
  decode: decodeBench,
  turns: turnsBench,
  pipeline: pipelineBench,
  latency: latencyBench,
};

async function main(args: readonly string[]): Promise<number> {
  const name = args.find((arg) => !arg.startsWith('--')) ?? '';
  const bench = BENCHES[name];
  if (!bench) {
    console.error(`npm run bench -- <${Object.keys(BENCHES).join('|')}> [--json]`);
    return 2;
  }
  const result = await bench();
  if (args.includes('--json')) console.log(JSON.stringify({ bench: name, node: process.version, ...result }));
  else console.table(result);
  return 0;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`the bench failed: ${error.message}`);
    process.exit(1);
  },
);
