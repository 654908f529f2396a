import { RecoveryData, validateEvent } from '@tacet/contracts';
import { createHealTask } from './heal.task';
import { ANOMALIES, facts, HealBench, RECOVERIES, START_MS } from './testdata/heal-bench';

const resolved = (agent = 'buyer', revision = 2) =>
  facts({ type: 'resolved', revision, resolvedAtMs: START_MS }, agent);

describe('heal on one partition', () => {
  it('answers an anomaly with a valid, keyed command and confirms it when the anomaly resolves', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    bench.append(12, resolved());
    await bench.pump(1);
    expect(bench.recoveries()).toEqual(['0 stop-loop 1 commanded', '12 stop-loop 1 verified']);
    for (const data of bench.data()) {
      expect(validateEvent(RecoveryData, data)).toEqual([]);
      expect(data).toMatchObject({
        agent: 'buyer',
        target: 'search',
        dryRun: false,
        anomalyId: 'anomaly-of-buyer',
      });
    }
    const [first, second] = bench.log.records(RECOVERIES);
    expect(Buffer.from(first!.key!).toString()).toBe(bench.data()[0]!.incidentId);
    expect(first!.key).toEqual(second!.key);
  });

  it('tries again and escalates as time passes, stamped with the time that was due', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    await bench.pump();
    await bench.tick(500);
    expect(bench.recoveries().slice(1)).toEqual([
      '30 stop-loop 1 unresolved',
      '40 stop-loop 2 commanded',
      '70 stop-loop 2 unresolved',
      '80 stop-loop 3 commanded',
      '110 stop-loop 3 unresolved',
      '110 ask-human 4 commanded',
    ]);
  });

  it('lets no time pass while records wait', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    await bench.pump();
    bench.append(1, 'unreadable');
    bench.append(12, resolved());
    await bench.pumpOnce(1);
    await bench.tick(500);
    expect(bench.recoveries()).toEqual(['0 stop-loop 1 commanded']);
    await bench.pump();
    await bench.tick(500);
    expect(bench.recoveries()).toEqual(['0 stop-loop 1 commanded', '12 stop-loop 1 verified']);
  });

  it('counts and skips what it cannot read, and goes on', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, '{"specversion":');
    bench.append(0, JSON.stringify({ specversion: '1.0', id: '1', type: 'other', source: '/x', data: {} }));
    bench.append(
      0,
      JSON.stringify({
        specversion: '1.0',
        id: '1',
        type: 'ai.tacet.anomaly.opened',
        source: '/x',
        data: { id: 'x' },
      }),
    );
    bench.append(0, facts());
    await bench.pump();
    expect(bench.fates).toEqual(['not-json', 'unknown-type', 'invalid-data', 'applied']);
    expect(bench.recoveries()).toHaveLength(1);
    expect(bench.commit()).toBe(4);
  });

  it('refuses a new agent only when every agent it holds has an incident', async () => {
    const bench = new HealBench({ agentsMax: 1 });
    await bench.start();
    bench.append(0, facts({}, 'one'));
    bench.append(1, facts({}, 'two'));
    await bench.pump();
    expect(bench.fates).toEqual(['applied', 'no-room']);
    bench.append(2, resolved('one'));
    await bench.pump();
    await bench.tick(60);
    bench.append(61, facts({ revision: 2 }, 'two'));
    await bench.pump();
    expect(bench.fates.at(-1)).toBe('applied');
  });
});

describe('effects', () => {
  it('come in the order recoveries, snapshots, commit', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    await bench.pump();
    expect(bench.effects).toEqual(['sent 1', 'saved 1']);
    expect(bench.commit()).toBe(1);
  });

  it('go on without the snapshot store, and only the commit waits', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.storeAway = true;
    bench.append(0, facts());
    await bench.pump();
    bench.append(1, facts({}, 'seller'));
    await bench.pump();
    expect(bench.recoveries()).toHaveLength(2);
    expect(bench.commit()).toBeNull();
    bench.storeAway = false;
    await bench.tick(2);
    expect(bench.commit()).toBe(2);
    expect(bench.effects).toEqual(['sent 1', 'sent 1', 'saved 2']);
  });

  it('save nothing while the broker is away', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.brokerAway = true;
    bench.append(0, facts());
    await expect(bench.pump()).rejects.toThrow('broker away');
    expect(bench.effects).toEqual([]);
    expect(bench.commit()).toBeNull();
    bench.brokerAway = false;
    await bench.restart();
    await bench.pump();
    expect(bench.recoveries()).toEqual(['0 stop-loop 1 commanded']);
  });
});

describe('after a crash', () => {
  it("skips by the agents' guards what was applied but not committed", async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    await bench.pump();
    await bench.tick(35);
    await bench.restart();
    await bench.pump();
    await bench.tick(45);
    expect(bench.recoveries()).toEqual([
      '0 stop-loop 1 commanded',
      '30 stop-loop 1 unresolved',
      '40 stop-loop 2 commanded',
    ]);
    expect(bench.fates).toEqual(['applied', 'repeated']);
  });

  it('gives the same commands under the same ids when no snapshot was saved', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.storeAway = true;
    bench.append(0, facts());
    await bench.pump();
    await bench.tick(35);
    await bench.restart();
    await bench.pump();
    await bench.tick(39);
    const events = bench.log.records(RECOVERIES).map(({ value }) => Buffer.from(value!).toString());
    expect(events.slice(2)).toEqual(events.slice(0, 2));
    expect(events).toHaveLength(4);
  });

  it('ignores an anomaly event that its producer repeats', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    bench.append(1, resolved());
    bench.append(2, facts());
    await bench.pump();
    expect(bench.fates).toEqual(['applied', 'applied', 'repeated']);
    expect(bench.commit()).toBe(3);
  });

  it('ends where a run without crashes ends, wherever it crashed', async () => {
    const play = async (crashAfter: number, storeAwayAt: number): Promise<string[]> => {
      const bench = new HealBench();
      await bench.start();
      for (let minute = 0; minute < 90; minute++) {
        if (minute % 20 === 0) bench.append(minute, facts({ revision: minute + 1 }));
        if (minute === 15) bench.append(minute, resolved('buyer', 16));
        if (minute % 30 === 5) bench.append(minute, facts({ failure: 'unbounded-cost', id: `c${minute}` }));
        bench.storeAway = minute === storeAwayAt;
        await bench.pump(1);
        await bench.tick(minute);
        if (minute % 7 === 0) bench.commit();
        if (minute === crashAfter) await bench.restart();
      }
      bench.storeAway = false;
      await bench.pump();
      await bench.tick(400);
      return [...new Set(bench.log.records(RECOVERIES).map(({ value }) => Buffer.from(value!).toString()))];
    };
    const calm = await play(-1, -1);
    expect(calm.length).toBeGreaterThan(6);
    for (let minute = 0; minute < 90; minute += 3) expect(await play(minute, minute)).toEqual(calm);
  });
});

describe('opening a partition', () => {
  const at = (committed: number | null, lowOffset: number, highOffset: number) => ({
    committed: committed === null ? null : { offset: committed, metadata: '' },
    lowOffset,
    highOffset,
    partitions: 1,
    timestampType: 'LogAppendTime' as const,
  });
  const open = (bench: HealBench, start: ReturnType<typeof at>, topic = ANOMALIES) =>
    createHealTask(bench.deps())({ topic, partition: 0 }, start);

  it('starts at the commit, and says when the log no longer holds it', async () => {
    const bench = new HealBench();
    expect((await open(bench, at(7, 3, 9))).startOffset).toBe(7);
    expect(bench.gaps).toEqual([]);
    expect((await open(bench, at(7, 8, 9))).startOffset).toBe(8);
    expect(bench.gaps).toEqual([[7, 8]]);
    expect((await open(bench, at(null, 4, 9))).startOffset).toBe(4);
  });

  it('refuses snapshots that are ahead of the log, and topics of others', async () => {
    const bench = new HealBench();
    await bench.start();
    bench.append(0, facts());
    await bench.pump();
    await expect(open(bench, at(null, 0, 0))).rejects.toThrow('the topic was made anew');
    await expect(open(bench, at(null, 0, 1), 'other')).rejects.toThrow('heal does not read other');
  });
});
