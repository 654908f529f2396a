import type { Dashboard, DashboardBuilder, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { fleetBoard } from './fleet/fleet-board';

/** Every board, by the name of its file. */
export const BOARDS: Readonly<Record<string, () => DashboardBuilder>> = {
  fleet: fleetBoard,
};

/** The board as Grafana loads it from a file: classic JSON, panels numbered in reading order. */
export function buildBoard(builder: DashboardBuilder): Dashboard {
  const board = builder.build();
  (board.panels ?? []).forEach(numberPanel);
  return board;
}

/** The text of the board's file. */
export function boardFile(builder: DashboardBuilder): string {
  return `${JSON.stringify(buildBoard(builder), null, 2)}\n`;
}

/** The builders leave ids out; links to a panel and alerts need one that stays. */
function numberPanel(panel: Panel | RowPanel, index: number): void {
  panel.id = index + 1;
}
