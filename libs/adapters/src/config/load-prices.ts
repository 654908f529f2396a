import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parsePriceTable, type PriceTable } from '../otlp';

/** The price table of a file, or `config/prices.yaml` of the installation. Throws when it is not readable. */
export function loadPrices(file?: string): PriceTable {
  return parsePriceTable(readFileSync(file ?? installedFile(join('config', 'prices.yaml')), 'utf8'));
}

/** Walks up from this module to the folder that holds the file: the same for sources and for the built tree. */
function installedFile(name: string): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, name);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error(`${name} is not part of this installation`);
  }
}
