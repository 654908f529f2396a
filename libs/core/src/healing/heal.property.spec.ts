import * as fc from 'fast-check';
import { FAILURES } from '@tacet/contracts';
import { heal, publishedCommands } from './heal';
import type { HealingInput } from './healing-input';
import { APPLIED_MAX, type AgentHealing } from './healing-state';
import { anomalyAt, buyer, fold, policy, START_MS, timeAt } from './testdata/scenario';

const anomaly = fc
  .record({
    minute: fc.integer({ min: 0, max: 600 }),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    revision: fc.integer({ min: 1, max: 6 }),
    status: fc.constantFrom('opened' as const, 'updated' as const, 'resolved' as const),
    class: fc.constantFrom('transient' as const, 'logic' as const, 'regression' as const, 'unknown' as const),
    severity: fc.constantFrom('info' as const, 'warning' as const, 'critical' as const),
  })
  .map(({ minute, ...parts }) =>
    anomalyAt(minute, { ...parts, failure: FAILURES[parts.id.charCodeAt(0) % FAILURES.length]! }),
  );

const history = fc
  .array(anomaly, { maxLength: 40 })
  .map((inputs) => [...inputs].sort((x, y) => x.atMs - y.atMs));

it('never has two commands in flight, nor more attempts than allowed', () => {
  fc.assert(
    fc.property(history, (inputs) => {
      let agent: AgentHealing = buyer;
      for (const input of [...inputs, timeAt(2000)]) {
        agent = heal(agent, input, policy).agent;
        expect(agent.incidents.filter(({ status }) => status === 'commanded').length).toBeLessThanOrEqual(1);
        for (const incident of agent.incidents) {
          expect(incident.attempts).toBeLessThanOrEqual(policy.attemptsMax);
          expect(incident.status === 'commanded').toBe(
            incident.verifyUntilMs > 0 && incident.command !== null && !incident.command.escalation,
          );
        }
      }
    }),
  );
});

it('commands the same however often time is looked at', () => {
  fc.assert(
    fc.property(history, fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 60 }), (inputs, looks) => {
      const watched = [...inputs, ...looks.map(timeAt)].sort(byTimeThenAnomalyFirst);
      const end = timeAt(2000);
      expect(publishedCommands(fold([...watched, end]).events)).toEqual(
        publishedCommands(fold([...inputs, end]).events),
      );
    }),
  );
});

it('changes nothing when inputs are delivered again', () => {
  fc.assert(
    fc.property(history, (inputs) => {
      const { agent } = fold(inputs);
      for (const input of inputs.slice(-20)) {
        expect(heal(agent, { ...input, atMs: agent.nowMs }, policy).events).toEqual([]);
      }
    }),
  );
});

it('goes on from its JSON text as if it had not stopped', () => {
  fc.assert(
    fc.property(history, fc.nat(), (inputs, at) => {
      const cut = inputs.length === 0 ? 0 : at % inputs.length;
      const half = fold(inputs.slice(0, cut)).agent;
      const restored = JSON.parse(JSON.stringify(half)) as AgentHealing;
      expect(fold(inputs.slice(cut), policy, restored)).toEqual(fold(inputs.slice(cut), policy, half));
    }),
  );
});

it('gives every command and every end exactly once, and no end without its command', () => {
  fc.assert(
    fc.property(history, (inputs) => {
      const commands = publishedCommands(fold([...inputs, timeAt(2000)]).events);
      const keys = commands.map(({ id, status }) => `${id} ${status === 'commanded' ? 1 : 2}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const [index, command] of commands.entries()) {
        if (command.status === 'commanded') continue;
        const begun = commands
          .slice(0, index)
          .some(({ id, status }) => id === command.id && status === 'commanded');
        expect(begun).toBe(true);
      }
    }),
  );
});

it('remembers a bounded number of anomalies', () => {
  const many: HealingInput[] = Array.from({ length: 1000 }, (_, i) => anomalyAt(i / 100, { id: `x${i}` }));
  const { agent } = fold(many);
  expect(agent.applied).toHaveLength(APPLIED_MAX);
  expect(agent.incidents[0]!.openAnomalies.length).toBeLessThanOrEqual(128);
  expect(agent.nowMs).toBeGreaterThan(START_MS);
});

function byTimeThenAnomalyFirst(x: HealingInput, y: HealingInput): number {
  return x.atMs - y.atMs || (x.kind === 'time' ? 1 : 0) - (y.kind === 'time' ? 1 : 0);
}
