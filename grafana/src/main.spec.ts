import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOARDS } from './boards';
import { drift, main } from './main';

const COMMITTED = join(__dirname, '../dashboards');

describe('the committed boards', () => {
  it('are what the builders make: else run `npm run dashboards` and commit', () => {
    expect(drift(COMMITTED)).toEqual([]);
  });
});

describe('dashboards --check', () => {
  let folder: string;
  let said: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tacet-boards-'));
    for (const file of readdirSync(COMMITTED)) copyFileSync(join(COMMITTED, file), join(folder, file));
    said = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('is content with files that are up to date', () => {
    expect(main(['--check'], folder)).toBe(0);
    expect(said).toBe('');
  });

  it('names a changed file, says what to run, and leaves the file alone', () => {
    writeFileSync(join(folder, 'fleet.json'), '{}\n');
    expect(main(['--check'], folder)).toBe(1);
    expect(said).toContain('grafana/dashboards/fleet.json is not what grafana/src makes.');
    expect(said).toContain('npm run dashboards');
    expect(drift(folder)).toHaveLength(1);
  });

  it('names a missing file and a file without a builder', () => {
    rmSync(join(folder, 'fleet.json'));
    writeFileSync(join(folder, 'orphan.json'), '{}\n');
    expect(main(['--check'], folder)).toBe(1);
    expect(said).toContain('fleet.json is not what grafana/src makes.');
    expect(said).toContain('orphan.json has no builder');
  });

  it('without the flag writes every board', () => {
    rmSync(join(folder, 'fleet.json'));
    expect(main([], folder)).toBe(0);
    expect(readdirSync(folder)).toEqual(Object.keys(BOARDS).map((name) => `${name}.json`));
  });
});
