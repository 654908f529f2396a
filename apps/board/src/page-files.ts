import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

export interface PageFile {
  content: Buffer;
  type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Files of the page by their address, read once: an address that is not in the map has no way to the disk. */
export function loadPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const plot = join(dirname(require.resolve('uplot/package.json')), 'dist');
  const own = readdirSync(folder).map((name) => [name, join(folder, name)] as const);
  const files = [
    ...own,
    ['uplot.mjs', join(plot, 'uPlot.esm.js')] as const,
    ['uplot.css', join(plot, 'uPlot.min.css')] as const,
  ];
  return new Map(
    files.flatMap(([name, path]) => {
      const type = TYPES[extname(name)];
      return type ? [[name, { content: readFileSync(path), type }] as const] : [];
    }),
  );
}
