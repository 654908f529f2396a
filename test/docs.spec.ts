import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = filesUnder('', /\.md$/);

/** A page without its code blocks: links and headings inside them are examples. */
const proseOf = (page: string): string => read(page).replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gm, '');

interface Link {
  page: string;
  target: string;
  /** Quoted words right after the link: the name of the test that it stands for. */
  quoted?: string;
}

const links: Link[] = pages.flatMap((page) =>
  [...proseOf(page).matchAll(/\]\(([^()\s]+)\)(?:\s“([^”]+)”)?/g)].map(([, target, quoted]) => ({
    page,
    target: target!,
    ...(quoted !== undefined && { quoted: quoted.replace(/\s+/g, ' ') }),
  })),
);
const relativeLinks = links.filter(({ target }) => !/^[a-z]+:/.test(target));

describe('links', () => {
  it('are found at all', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(relativeLinks.length).toBeGreaterThan(100);
  });

  it('lead to a file or folder of the repository', () => {
    expect(relativeLinks.filter(({ page, target }) => !existsSync(fileOf(page, target)))).toEqual([]);
  });

  it('lead to a heading that is there', () => {
    const broken = relativeLinks.filter(({ page, target }) => {
      const [, anchor] = target.split('#');
      const file = fileOf(page, target);
      if (anchor === undefined || !existsSync(file)) return false;
      return !file.endsWith('.md') || !anchorsOf(relative(root, file)).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('to a test name one that is in that file', () => {
    const claims = relativeLinks.filter(({ quoted }) => quoted !== undefined);
    expect(claims.length).toBeGreaterThan(20);
    const unfounded = claims.filter(({ page, target, quoted }) => {
      const file = fileOf(page, target);
      return existsSync(file) && !readFileSync(file, 'utf8').includes(quoted!);
    });
    expect(unfounded).toEqual([]);
  });
});

describe('commands', () => {
  it('that the documents name are scripts of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/\bnpm (?:run ([a-z][a-z:-]*)|(test)\b)/g)].map(([, run, test]) => ({
        page,
        script: run ?? test!,
      })),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
  });
});

describe('variables', () => {
  const VARIABLE = /\bTACET_[A-Z0-9_]*[A-Z0-9]\b/g;
  const environment = new Set(read('libs/adapters/src/config/environment.ts').match(VARIABLE));

  it('that the documents name are read somewhere', () => {
    const others = [
      'docker-compose.yml',
      ...filesUnder('stack', /\.ts$/),
      ...filesUnder('test', /setup\.ts$/),
      ...filesUnder('grafana/provisioning', /\.yaml$/),
      ...filesUnder('clickhouse/users', /\.sql$/),
      ...filesUnder('libs', /\.spec\.ts$|\/testdata\/.*\.ts$/),
    ].flatMap((path) => read(path).match(VARIABLE) ?? []);
    const known = new Set([...environment, ...others]);
    const unknown = pages.flatMap((page) =>
      [...new Set(read(page).match(VARIABLE))]
        .filter((name) => !known.has(name))
        .map((name) => `${page}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('of the process are in the operating manual, each with its default', () => {
    const rows = read('docs/OPERATING.md').split('\n');
    const undocumented = [...environment].filter(
      (name) => !rows.some((row) => row.startsWith('|') && row.includes(`\`${name}\``)),
    );
    expect(environment.size).toBeGreaterThan(25);
    expect(undocumented).toEqual([]);
  });
});

describe('metrics', () => {
  it('of every app are in the operating manual, and it names no others', () => {
    const METRIC = /\btacet_(?:admit|assemble|detect|heal|store)_[a-z_]+\b/g;
    const registered = new Set(
      filesUnder('apps', /\.metrics\.ts$/).flatMap((path) => read(path).match(METRIC) ?? []),
    );
    const documented = new Set(read('docs/OPERATING.md').match(METRIC));
    expect(registered.size).toBeGreaterThan(10);
    expect([...documented].sort()).toEqual([...registered].sort());
  });
});

describe('decision records', () => {
  const records = readdirSync(join(root, 'docs/adr')).filter((file) => /^\d{4}-.*\.md$/.test(file));

  it('are numbered without gap or repeat', () => {
    const numbers = records.map((file) => Number(file.slice(0, 4))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it('are in the index, by their own title', () => {
    const index = read('docs/adr/README.md');
    for (const file of records) {
      const [, title] = /^# \d{4} (.+)$/m.exec(read(`docs/adr/${file}`)) ?? [];
      expect([file, title]).toEqual([file, expect.any(String)]);
      expect(index).toContain(`| [${file.slice(0, 4)}](${file}) | ${title} |`);
    }
  });
});

describe('every page', () => {
  it.each(pages)('%s speaks of no path outside the repository', (page) => {
    const text = read(page).replace(/\bhttps?:\/\/\S+/g, '');
    expect(text.match(/(?<![\w.])\/(?:work|home|root|Users|mnt|tmp)\/\S*/g)).toBeNull();
  });
});

function filesUnder(folder: string, name: RegExp): string[] {
  const skipped = /^(node_modules|dist|coverage|\.git|\.tacet)$/;
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.test(entry.name) ? [] : filesUnder(path, name);
    return name.test(path) ? [path] : [];
  });
}

/** Where a link of a page leads, without its anchor. */
function fileOf(page: string, target: string): string {
  const path = decodeURIComponent(target.split('#')[0]!);
  return path === '' ? join(root, page) : resolve(root, dirname(page), path);
}

/** Anchors as GitHub makes them: lower case, punctuation dropped, spaces to hyphens, repeats numbered. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  for (const [, heading] of proseOf(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const repeats = seen.get(slug) ?? 0;
    seen.set(slug, repeats + 1);
    anchors.add(repeats === 0 ? slug : `${slug}-${repeats}`);
  }
  return anchors;
}
