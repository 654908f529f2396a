import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driftOf, generatedFiles } from './generated-files';

const ROOT = join(__dirname, '../../../../..');

it('schemas, AsyncAPI document and README are in step with the contracts (else: npm run topology)', () => {
  expect(driftOf(ROOT)).toEqual([]);
});

describe('driftOf', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tacet-drift-'));
    cpSync(join(ROOT, 'libs/contracts/src'), join(root, 'libs/contracts/src'), { recursive: true });
    mkdirSync(join(root, 'libs/contracts/schemas'), { recursive: true });
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'README.md'), 'before <!-- topology:start --> old <!-- topology:end --> after');
    for (const { path, text } of generatedFiles(root)) writeFileSync(join(root, path), text!);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is silent right after generating', () => {
    expect(driftOf(root)).toEqual([]);
  });

  it('names a file that was edited by hand and one that is missing', () => {
    writeFileSync(join(root, 'docs/asyncapi.yaml'), 'asyncapi: 3.0.0\n');
    rmSync(join(root, 'libs/contracts/schemas/anomaly.schema.json'));
    expect(driftOf(root)).toEqual([
      'libs/contracts/schemas/anomaly.schema.json: missing, run `npm run topology`',
      'docs/asyncapi.yaml: out of step, run `npm run topology`',
    ]);
  });

  it('says when README.md or its marks are missing', () => {
    writeFileSync(join(root, 'README.md'), 'no marks');
    expect(driftOf(root).join()).toMatch(/README.md: the marks .* are not there/);
    rmSync(join(root, 'README.md'));
    expect(driftOf(root).join()).toMatch(/README.md: there is no README.md/);
  });

  it('notices a changed doc comment', () => {
    const file = 'libs/contracts/src/ledger.ts';
    copyFileSync(join(ROOT, file), join(root, file));
    writeFileSync(
      join(root, file),
      '/** Other words. */\nexport interface LedgerRow { origin: string }\n/** D. */\nexport interface DeadLetter { topic: string }\n',
    );
    expect(driftOf(root)).toEqual(['docs/asyncapi.yaml: out of step, run `npm run topology`']);
  });
});
