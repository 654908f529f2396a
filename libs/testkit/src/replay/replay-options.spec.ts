import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseReplayOptions } from './replay-options';

describe('the replay options', () => {
  let parent: string;
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'tacet-replay-'));
    mkdirSync(join(parent, 'trail', 'traces'), { recursive: true });
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it('find the recording in the folder given or in "trail" inside it', () => {
    const trailDir = join(parent, 'trail');
    const both = { trailDir, split: 'all', splits: ['gaia', 'swe_bench'], json: false };
    expect(parseReplayOptions(['trail', '--data', parent])).toEqual(both);
    expect(parseReplayOptions(['trail', '--data', trailDir])).toEqual(both);
  });

  it('take one part of it, and JSON', () => {
    const options = parseReplayOptions(['trail', '--data', parent, '--split', 'gaia', '--json']);
    expect(options).toMatchObject({ split: 'gaia', splits: ['gaia'], json: true });
  });

  it.each([
    [['--data', '.'], 'which recording'],
    [['other', '--data', '.'], 'which recording'],
    [['trail'], '--data'],
    [['trail', '--data', '/nowhere/at/all'], 'no folder "traces" in /nowhere/at/all'],
    [['trail', '--data', '.', '--split', 'half'], '--split is gaia, swe_bench or all, not "half"'],
    [['trail', '--date', '.'], '--date'],
  ])('say in one sentence what is wrong with %j', (args, sentence) => {
    expect(() => parseReplayOptions(args)).toThrow(sentence);
  });
});
