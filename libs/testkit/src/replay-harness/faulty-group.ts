import type { MemoryLog } from '@tacet/adapters/kafka';
import type { CommittedPoint, OpenPartition } from '@tacet/runtime';
import type { Random } from '../fleet/random';
import { SendGivenUpError } from './faulty-producer';

export interface GroupFaults {
  /** Members that read every partition at the same time: all but one of them are zombies. */
  members: number;
  /** Chance per step that the member of this step dies. */
  crash: number;
  /** Chance that a commit does not arrive. */
  commitLost: number;
  /** Most records of a partition per delivery. */
  batchMax: number;
  /** The clock strikes only after everything there is was read, as it does for a member that fetches all the time. */
  readsBeforeTick?: boolean;
}

export interface GroupPlan {
  groupId: string;
  topics: readonly string[];
  /** A process of this group starts: members share nothing but the log. */
  start(): OpenPartition;
  /** Called after every commit that arrived, e.g. to check what it claims. */
  onCommitted?(partition: string, point: CommittedPoint): void;
  /** Replaces what a commit says: for mutants. */
  distort?(partition: string, point: CommittedPoint): CommittedPoint;
}

type Member = ReturnType<MemoryLog['consumer']>;

/**
 * A consumer group on a bad day, stepped by hand: members read in pieces of any size, tick, commit, die and
 * come back from what is committed. Zombies share the group's offsets, so commits rewind and race.
 */
export class FaultyGroup {
  private readonly members: (Member | null)[];
  /** Members that died. */
  crashes = 0;

  constructor(
    private readonly log: MemoryLog,
    private readonly plan: GroupPlan,
    private readonly random: Random,
    private readonly faults: GroupFaults,
  ) {
    this.members = new Array<Member | null>(faults.members).fill(null);
  }

  /** One thing happens to one member. */
  async step(nowMs: number): Promise<void> {
    const { random, faults } = this;
    const at = random.below(this.members.length);
    if (random.chance(faults.crash)) return this.crash(at);
    try {
      const member = this.members[at] ?? (await this.join(at));
      const choice = random.unit();
      if (choice < 0.65) await member.pump(random.between(1, faults.batchMax));
      else if (choice < 0.8) await this.tick(member, nowMs);
      else this.commit(member);
    } catch (error) {
      if (!(error instanceof SendGivenUpError)) throw error;
      // A process that cannot go on ends soon, not at once: its timer and its fetcher may come first.
      if (random.chance(0.5)) this.crash(at);
    }
  }

  /** Everyone dies; one healthy member reads to the end, at rest at `nowMs` and `restMs` later, and commits. */
  async drain(nowMs: number, restMs: number): Promise<void> {
    this.members.forEach((_, at) => this.crash(at));
    const member = await this.join(0);
    while (await member.pump(this.faults.batchMax));
    await this.tick(member, nowMs);
    await this.tick(member, nowMs + restMs);
    while (await member.pump(this.faults.batchMax));
    this.commit(member, 0);
  }

  /** What the tick set going in the background has its turn before anything else happens. */
  private async tick(member: Member, nowMs: number): Promise<void> {
    if (this.faults.readsBeforeTick) while (await member.pump(this.faults.batchMax));
    await member.tick(nowMs);
    await new Promise((resolve) => setImmediate(resolve));
  }

  private async join(at: number): Promise<Member> {
    const member = this.log.consumer(this.plan.groupId);
    await member.run(this.plan.topics, this.plan.start());
    this.members[at] = member;
    return member;
  }

  private crash(at: number): void {
    const member = this.members[at];
    if (!member) return;
    member.crash();
    this.members[at] = null;
    this.crashes++;
  }

  private commit(member: Member, lost = this.faults.commitLost): void {
    const { plan } = this;
    const points = this.log.committed(plan.groupId);
    const before = new Map(points);
    member.commit();
    const isLost = this.random.chance(lost);
    for (const [partition, point] of points) {
      const known = before.get(partition);
      if (known === point) continue;
      if (isLost && known) points.set(partition, known);
      else if (isLost) points.delete(partition);
      else {
        plan.onCommitted?.(partition, point);
        if (plan.distort) points.set(partition, plan.distort(partition, point));
      }
    }
  }
}
