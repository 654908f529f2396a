import { normalisedScore, probationRows, NAB_PROFILES, type ScoringProfile, scoreFile } from './nab-score';

const [standard, , lowFn] = NAB_PROFILES as [ScoringProfile, ScoringProfile, ScoringProfile];
/** The window of the hand-computed examples: ten rows; rows 0–29 of 200 are probation. */
const WINDOW = { first: 100, last: 109 };

function sigmoid(y: number): number {
  return 2 / (1 + Math.exp(5 * y)) - 1;
}

describe('scoreFile', () => {
  it('gives the first row of a window the whole weight, and a later one less', () => {
    expect(scoreFile(200, [100], [WINDOW], standard).raw).toBeCloseTo(1, 12);
    // Last row: y = −1/10.
    const last = sigmoid(-0.1) / sigmoid(-1);
    expect(last).toBeCloseTo(0.24823, 4);
    expect(scoreFile(200, [109], [WINDOW], standard).raw).toBeCloseTo(last, 12);
  });

  it('counts only the earliest detection of a window', () => {
    expect(scoreFile(200, [104, 105, 108], [WINDOW], standard).raw).toBeCloseTo(
      sigmoid(-0.6) / sigmoid(-1),
      12,
    );
  });

  it('charges a missed window and a detection before any window in full', () => {
    expect(scoreFile(200, [50], [WINDOW], standard)).toEqual({
      raw: -1.11,
      windows: 1,
      windowsFound: 0,
      falsePositives: 1,
    });
    expect(scoreFile(200, [50], [WINDOW], lowFn).raw).toBeCloseTo(-2.11, 12);
  });

  it('charges a detection behind a window by its distance in widths, in full beyond three', () => {
    // Row 112: three rows behind the last one, over a width of 10 − 1.
    const near = 1 + 0.11 * sigmoid(3 / 9);
    expect(scoreFile(200, [100, 112], [WINDOW], standard).raw).toBeCloseTo(near, 12);
    expect(scoreFile(200, [100, 150], [WINDOW], standard).raw).toBeCloseTo(1 - 0.11, 12);
  });

  it('does not look at the probation', () => {
    expect(probationRows(200)).toBe(30);
    expect(probationRows(22_695)).toBe(750);
    expect(scoreFile(200, [29], [], standard).raw).toBe(0);
    expect(scoreFile(200, [30], [], standard).raw).toBeCloseTo(-0.11, 12);
  });
});

describe('normalisedScore', () => {
  it('is 0 for silence and 100 for perfection in every profile', () => {
    for (const profile of NAB_PROFILES) {
      const silent = scoreFile(200, [], [WINDOW], profile).raw;
      const perfect = scoreFile(200, [100], [WINDOW], profile).raw;
      expect(normalisedScore(silent, 1, profile)).toBeCloseTo(0, 12);
      expect(normalisedScore(perfect, 1, profile)).toBeCloseTo(100, 12);
    }
  });
});
