import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GrafanaDashboard } from './grafana-dashboard';

/** The boards of this installation by the name of their file: the same JSON that Grafana is provisioned with. */
export class BoardCatalogue {
  constructor(private readonly boards: ReadonlyMap<string, GrafanaDashboard>) {}

  static ofFolder(folder: string): BoardCatalogue {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    const boards = files.sort().map((file) => {
      const dashboard = JSON.parse(readFileSync(join(folder, file), 'utf8')) as GrafanaDashboard;
      return [file.slice(0, -'.json'.length), dashboard] as const;
    });
    return new BoardCatalogue(new Map(boards));
  }

  list(): { id: string; title: string; description: string }[] {
    return [...this.boards].map(([id, { title, description }]) => ({
      id,
      title,
      description: description ?? '',
    }));
  }

  find(id: string): GrafanaDashboard | undefined {
    return this.boards.get(id);
  }
}

/** A folder of the installation, found upwards from this module: the same for sources and for the built tree. */
export function installedFolder(...path: string[]): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, ...path);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) throw new Error(`${join(...path)} is not part of this installation`);
  }
}
