import {
  type FindingGuard,
  isNewFinding,
  noteFinding,
  NOTHING_APPLIED,
  RECENT_IDS_MAX,
} from './finding-guard';

function after(...applied: [id: string, position: number, origin: string][]): FindingGuard {
  return applied.reduce(
    (guard, [id, position, origin]) => noteFinding(guard, { id, position }, origin),
    NOTHING_APPLIED,
  );
}

describe('finding guard', () => {
  const guard = after(['a', 5, 'steps/0'], ['b', 9, 'steps/0'], ['c', 2, 'steps/1']);

  it.each([
    ['a later position', 'd', 10, 'steps/0', true],
    ['an earlier position', 'd', 8, 'steps/0', false],
    ['another finding at the same position', 'd', 9, 'steps/0', true],
    ['the same finding at the same position', 'b', 9, 'steps/0', false],
    ['the same finding sent again later', 'a', 11, 'steps/0', false],
    ['the same finding by another origin', 'a', 11, 'steps/7', false],
    ['an early position of another origin', 'd', 2, 'steps/7', true],
  ])('%s', (_name, id, position, origin, expected) => {
    expect(isNewFinding(guard, { id, position }, origin)).toBe(expected);
  });

  it('keeps a bounded number of ids', () => {
    const many = Array.from({ length: 200 }, (_, i): [string, number, string] => [`id${i}`, i, 'steps/0']);
    expect(after(...many).recentIds).toHaveLength(RECENT_IDS_MAX);
    expect(after(...many).appliedPositions).toEqual({ 'steps/0': 199 });
  });
});
