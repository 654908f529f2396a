import fc from 'fast-check';
import { endOfMessage } from '@tacet/contracts';
import type { EnvelopeHead } from '@tacet/core/event-time';
import { decodeMetadata, encodeMetadata, type DerivedMetadata } from './commit-metadata';
import { OriginProgress, progressMetadata } from './origin-progress';

const head = (
  origin: string,
  offset: number,
  watermarkMs: number,
  more?: Partial<EnvelopeHead>,
): EnvelopeHead => ({
  origin,
  originPartitions: 1,
  upTo: endOfMessage(offset),
  watermarkMs,
  idle: false,
  ...more,
});

const stored = (progress: OriginProgress): DerivedMetadata =>
  decodeMetadata<DerivedMetadata>(encodeMetadata(progressMetadata(progress.state, {})))!;

describe('OriginProgress', () => {
  it('has no watermark until every partition of every topic was heard of', () => {
    const progress = new OriginProgress(['spans', 'logs'], null);
    progress.accept(head('spans/0', 1, 100, { originPartitions: 2 }));
    progress.accept(head('logs/0', 1, 300));
    expect(progress.watermarkMs).toBe(-1);
    progress.accept(head('spans/1', 1, 200, { originPartitions: 2 }));
    expect(progress.watermarkMs).toBe(100);
  });

  it('waits for a partition that was added, without moving back', () => {
    const progress = new OriginProgress(['spans'], null);
    progress.accept(head('spans/0', 1, 100));
    progress.accept(head('spans/0', 2, 200, { originPartitions: 2 }));
    expect(progress.watermarkMs).toBe(100);
    progress.accept(head('spans/1', 1, 150, { originPartitions: 2 }));
    expect(progress.watermarkMs).toBe(150);
  });

  it('knows the position of a repeat, whoever sends it', () => {
    const progress = new OriginProgress(['spans'], null);
    expect(progress.appliedUpTo('spans/0')).toBe(-1);
    progress.accept(head('spans/0', 7, 100));
    progress.accept(head('spans/0', 3, 40));
    expect(progress.appliedUpTo('spans/0')).toBe(endOfMessage(7));
  });

  it('reads the topic of an origin up to the last slash', () => {
    const progress = new OriginProgress(['team/spans'], null);
    progress.accept(head('team/spans/0', 1, 100));
    expect(progress.watermarkMs).toBe(100);
  });

  const heads = fc.array(
    fc
      .record({ at: fc.nat(3), offset: fc.nat(30), watermarkMs: fc.nat(1_000), idle: fc.boolean() })
      .map(({ at, offset, watermarkMs, idle }) =>
        head(['spans/0', 'spans/1', 'logs/0', 'logs/1'][at]!, offset, watermarkMs, {
          idle,
          originPartitions: 2,
        }),
      ),
    { maxLength: 60 },
  );

  it('never moves the watermark back', () => {
    fc.assert(
      fc.property(heads, (sequence) => {
        const progress = new OriginProgress(['spans', 'logs'], null);
        let before = -1;
        for (const next of sequence) {
          progress.accept(next);
          expect(progress.watermarkMs).toBeGreaterThanOrEqual(before);
          before = progress.watermarkMs;
        }
      }),
    );
  });

  it('I4: restored from its metadata at any point goes on as if it had not stopped', () => {
    fc.assert(
      fc.property(heads, fc.nat(60), (sequence, stopAt) => {
        const whole = new OriginProgress(['spans', 'logs'], null);
        let broken = new OriginProgress(['spans', 'logs'], null);
        sequence.forEach((next, i) => {
          if (i === stopAt) broken = new OriginProgress(['spans', 'logs'], stored(broken));
          whole.accept(next);
          broken.accept(next);
          expect(broken.watermarkMs).toBe(whole.watermarkMs);
        });
        expect(stored(broken)).toEqual(stored(whole));
      }),
    );
  });

  it('keeps a state that a commit holds as it was', () => {
    const progress = new OriginProgress(['spans'], null);
    progress.accept(head('spans/0', 1, 100));
    const { state } = progress;
    const before = JSON.stringify(progressMetadata(state, {}));
    progress.accept(head('spans/0', 2, 200, { originPartitions: 3 }));
    expect(JSON.stringify(progressMetadata(state, {}))).toBe(before);
  });
});
