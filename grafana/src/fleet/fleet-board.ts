import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { boardAnnotations } from '../board-annotations';
import { datasourceVariable, dimensionVariables } from '../board-variables';
import {
  openAnomalyCountPanel,
  openAnomaliesPanel,
  timeToDetectPanel,
  timeToRecoverPanel,
} from './anomaly-panels';
import { agentsPanel, costPanel, spansPanel, turnDurationPanel, turnsPanel } from './agent-panels';

/** The first board to open: which agents are well, which are not, since when, and what to do. */
export function fleetBoard(): DashboardBuilder {
  const board = new DashboardBuilder('Tacet / Fleet')
    .uid('tacet-fleet')
    .description('Health of every agent: open anomalies, turns, failures and cost.')
    .tags(['tacet'])
    .readonly()
    .refresh('10s')
    .time({ from: 'now-1h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Boards of Tacet')
        .type(DashboardLinkType.Dashboards)
        .tags(['tacet'])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .variables([datasourceVariable(), ...dimensionVariables()])
    .annotations(boardAnnotations());
  return board
    .withPanel(openAnomalyCountPanel({ width: 4, height: 4 }))
    .withPanel(timeToDetectPanel({ width: 10, height: 4 }))
    .withPanel(timeToRecoverPanel({ width: 10, height: 4 }))
    .withPanel(agentsPanel({ width: 24, height: 10 }))
    .withPanel(openAnomaliesPanel({ width: 24, height: 9 }))
    .withPanel(turnsPanel({ width: 12, height: 8 }))
    .withPanel(turnDurationPanel({ width: 12, height: 8 }))
    .withPanel(spansPanel({ width: 12, height: 8 }))
    .withPanel(costPanel({ width: 12, height: 8 }));
}
