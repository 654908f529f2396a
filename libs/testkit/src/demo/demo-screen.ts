import type { Injection } from '../fleet';
import { score, type OpenedAnomaly } from './scorecard';

export interface Progress {
  phase: 'history' | 'catching up' | 'live' | 'draining';
  /** Event time reached by the fleet. */
  eventTimeMs: number;
  recordsProduced: number;
  stepsStored: number;
  recordsPerSecond: number;
}

const MINUTE_MS = 60_000;

/** One line that says where the demo is. */
export function progressLine(progress: Progress): string {
  const { phase, eventTimeMs, recordsProduced, stepsStored, recordsPerSecond } = progress;
  const clock = new Date(eventTimeMs).toISOString().slice(0, 16).replace('T', ' ');
  return (
    `${phase.padEnd(11)} ${clock}  produced ${count(recordsProduced)}  stored ${count(stepsStored)}` +
    `  ${count(Math.round(recordsPerSecond))}/s`
  );
}

/** The table of what was injected and what subscribers heard, newest state. */
export function scoreTable(
  injections: readonly Injection[],
  opened: readonly OpenedAnomaly[],
  eventTimeMs: number,
): string {
  const result = score(injections, opened);
  const lines = [row('injected', 'agent', 'at', 'detected after', 'anomaly')];
  for (const injection of injections) {
    const found = result.detected.find((d) => d.kind === injection.kind && d.agent === injection.agent);
    const started = eventTimeMs >= injection.atMs;
    const state = found ? `${Math.round(found.delayMs / MINUTE_MS)} min` : started ? 'not yet' : 'to come';
    lines.push(
      row(injection.kind, injection.agent, time(injection.atMs), state, found?.anomalyId.slice(0, 8) ?? ''),
    );
  }
  for (const c of result.consequences) {
    lines.push(row(`  ${c.detector}`, c.agent, time(c.atMs), 'same cause', c.anomalyId.slice(0, 8)));
  }
  for (const f of result.falseAlarms) {
    lines.push(row(`  ${f.detector}`, f.agent, time(f.atMs), 'FALSE ALARM', f.anomalyId.slice(0, 8)));
  }
  return lines.join('\n');
}

/** What a subscriber would act on. */
export function anomalyLine(anomaly: OpenedAnomaly): string {
  const { severity, failure, service, agent, explanation, recommendedRecovery } = anomaly;
  return `${severity.toUpperCase()} ${failure} in ${service}/${agent}: ${explanation} → ${recommendedRecovery}`;
}

function row(...cells: string[]): string {
  const widths = [17, 20, 7, 15, 8];
  return cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' ');
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
