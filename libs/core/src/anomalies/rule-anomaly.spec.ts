import { type Finding } from '@tacet/contracts';
import { type AnomalyTransition } from './anomaly-transition';
import { applyFinding, applyWatermark, type RuleAnomalyState } from './rule-anomaly';

const minutes = (count: number): number => count * 60_000;
const ORIGIN = 'tacet.steps.v1/0';

function hit(index: number, minute: number, over: Partial<Finding> = {}): Finding {
  return {
    id: `finding-${index}`,
    version: 1,
    position: index,
    rule: 'tool-loop',
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    agentVersion: '7',
    model: 'm-1',
    tool: 'search',
    sessionId: 's',
    turnId: `turn-${index}`,
    traceId: `${index}`.padStart(32, '0'),
    spanIds: [`${index}`.padStart(16, '0')],
    atMs: minutes(minute),
    opensAnomaly: true,
    evidence: { repeats: 4 },
    message: 'search was called 4 times with the same arguments in one turn.',
    ...over,
  };
}

/** Feeds findings and watermarks (numbers, in minutes) in order. */
function play(...inputs: (Finding | number)[]): {
  state: RuleAnomalyState | null;
  told: AnomalyTransition[];
} {
  let state: RuleAnomalyState | null = null;
  const told: AnomalyTransition[] = [];
  for (const input of inputs) {
    const step: { state: RuleAnomalyState | null; transitions: AnomalyTransition[] } =
      typeof input === 'number' ? applyWatermark(state, minutes(input)) : applyFinding(state, input, ORIGIN);
    state = step.state;
    told.push(...step.transitions);
  }
  return { state, told };
}

const brief = (told: AnomalyTransition[]): unknown[] =>
  told.map(({ type, revision, detectedAtMs }) => [type, revision, detectedAtMs / 60_000]);

describe('rule anomaly', () => {
  it('opens at the first hit, tells further hits at most every 15 minutes, resolves 30 minutes after the last', () => {
    const { told } = play(hit(1, 0), hit(2, 5), hit(3, 15), hit(4, 20), 49, 50, 500);
    expect(brief(told)).toEqual([
      ['opened', 1, 0],
      ['updated', 2, 15],
      ['resolved', 3, 50],
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(told[2]).toMatchObject({
      resolvedAtMs: minutes(50),
      evidence: { kind: 'rule', rule: 'tool-loop', hits: 4, numbers: { repeats: 4 } },
      exampleTraceIds: [1, 2, 3, 4].map((i) => `${i}`.padStart(32, '0')),
    });
  });

  it('resolves at the same event time however the watermark was stepped', () => {
    expect(play(hit(1, 0), 500).told).toEqual(play(hit(1, 0), 10, 29, 30, 500).told);
  });

  it('ignores a finding that was applied before, even between others', () => {
    const once = play(hit(1, 0), hit(2, 20), hit(3, 40));
    const repeated = play(hit(1, 0), hit(1, 0), hit(2, 20), hit(1, 0), hit(2, 20), hit(3, 40), hit(2, 20));
    expect(repeated).toEqual(once);
  });

  it('takes an incident up again when a hit follows soon after it was resolved', () => {
    const { told } = play(hit(1, 0), 30, hit(2, 60), 200, hit(3, 300));
    expect(brief(told)).toEqual([
      ['opened', 1, 0],
      ['resolved', 2, 30],
      ['opened', 3, 60],
      ['resolved', 4, 90],
      ['opened', 1, 300],
    ]);
    expect(told[2]?.id).toBe(told[0]?.id);
    expect(told[2]?.evidence).toMatchObject({ hits: 2 });
    expect(told[4]?.id).not.toBe(told[0]?.id);
    expect(told[4]?.evidence).toMatchObject({ hits: 1 });
  });

  it('opens nothing on findings that only count as marks', () => {
    expect(play(hit(1, 0, { rule: 'fail-plausible', opensAnomaly: false }), 60).told).toEqual([]);
  });

  it('is critical when a loop is hopeless, and stays so', () => {
    const { told } = play(hit(1, 0), hit(2, 16, { evidence: { repeats: 12 } }), hit(3, 32), 70);
    expect(told.map(({ severity }) => severity)).toEqual(['warning', 'critical', 'critical', 'critical']);
  });

  it('keeps ten examples and says in one message what was seen', () => {
    const { told } = play(...Array.from({ length: 15 }, (_, i) => hit(i, i * 16)), 999);
    expect(told.at(-1)?.exampleTraceIds).toHaveLength(10);
    expect(told.at(-1)?.explanation).toBe(
      'buyer: search was called 4 times with the same arguments in one turn. Seen 15 times. No further hit since.',
    );
  });

  it('goes on from its JSON as if it had not stopped', () => {
    const { state } = play(hit(1, 0), hit(2, 20));
    const revived = JSON.parse(JSON.stringify(state)) as RuleAnomalyState;
    expect(applyFinding(revived, hit(3, 40), ORIGIN)).toEqual(applyFinding(state, hit(3, 40), ORIGIN));
  });
});
