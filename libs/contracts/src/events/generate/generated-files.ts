import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPOLOGY_END, TOPOLOGY_START, withTopologyTables } from '../../topology-table';
import { asyncApiDocument } from './asyncapi-document';
import { eventSchemas } from './event-schemas';
import { readDeclarations } from './source-docs';

/** A file that is made from the contracts. `text` is null when it cannot be made; `problem` says why. */
export interface GeneratedFile {
  path: string;
  text: string | null;
  problem?: string;
}

/** Everything that `npm run topology` writes and checks, with paths relative to the repository's root. */
export function generatedFiles(root: string): GeneratedFile[] {
  const contracts = join(root, 'libs/contracts/src');
  const source = readDeclarations([contracts, join(contracts, 'events')]);
  const schemas = Object.entries(eventSchemas(source)).map(([name, schema]) => ({
    path: `libs/contracts/schemas/${kebab(name)}.schema.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  return [...schemas, { path: 'docs/asyncapi.yaml', text: asyncApiDocument(source) }, readme(root)];
}

/** One line per file that is missing or differs from what the contracts say; empty when all is in step. */
export function driftOf(root: string): string[] {
  return generatedFiles(root).flatMap(({ path, text, problem }) => {
    if (text === null) return [`${path}: ${problem}`];
    const file = join(root, path);
    if (!existsSync(file)) return [`${path}: missing, run \`npm run topology\``];
    return readFileSync(file, 'utf8') === text ? [] : [`${path}: out of step, run \`npm run topology\``];
  });
}

function readme(root: string): GeneratedFile {
  const path = 'README.md';
  const file = join(root, path);
  if (!existsSync(file)) return { path, text: null, problem: 'there is no README.md to hold the topology' };
  const text = withTopologyTables(readFileSync(file, 'utf8'));
  if (text !== null) return { path, text };
  return {
    path,
    text,
    problem: `the marks ${TOPOLOGY_START} and ${TOPOLOGY_END} are not there, in this order`,
  };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
