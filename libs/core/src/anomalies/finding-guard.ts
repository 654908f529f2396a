/** Which findings were applied already. Plain JSON. */
export interface FindingGuard {
  /** Highest position applied, per origin. */
  appliedPositions: Record<string, number>;
  /** The last ids applied, oldest first. */
  recentIds: string[];
}

/** A finding as the guard sees it: where it came from and which one it is. */
export interface GuardedFinding {
  id: string;
  position: number;
}

export const RECENT_IDS_MAX = 64;

export const NOTHING_APPLIED: FindingGuard = { appliedPositions: {}, recentIds: [] };

/**
 * A finding is applied once, whoever sends it again: an earlier position of the same origin was applied, and so
 * was an id among the last 64. Several findings may share a position (one record shows two loops), therefore an
 * equal position alone does not refuse.
 */
export function isNewFinding(guard: FindingGuard, finding: GuardedFinding, origin: string): boolean {
  const applied = guard.appliedPositions[origin] ?? -1;
  return finding.position >= applied && !guard.recentIds.includes(finding.id);
}

export function noteFinding(guard: FindingGuard, finding: GuardedFinding, origin: string): FindingGuard {
  const applied = guard.appliedPositions[origin] ?? -1;
  return {
    appliedPositions: { ...guard.appliedPositions, [origin]: Math.max(applied, finding.position) },
    recentIds: [...guard.recentIds, finding.id].slice(-RECENT_IDS_MAX),
  };
}
