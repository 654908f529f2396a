import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { TableReader } from '@tacet/adapters/clickhouse';
import { bindVariables, expandMacros } from '@tacet/adapters/grafana-sql';
import { BoardCatalogue } from './board-catalogue';
import { readSelection, type BoardSelection } from './board-selection';
import { panelsOf, queryVariables } from './board-view';
import type { GrafanaDashboard } from './grafana-dashboard';
import { panelStepMs } from './panel-step';
import { tableView, type TableView } from './table-view';

export const TABLE_READER = Symbol('table reader');

export interface PanelAnswer {
  stepMs: number;
  /** One per query of the panel. */
  tables: TableView[];
}

export interface Annotation {
  name: string;
  timeMs: number;
  timeEndMs: number | null;
  title: string;
  text: string;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Runs the queries of a board for one selection. The queries are those of the board's file and no others. */
@Injectable()
export class BoardAnswers {
  constructor(
    private readonly catalogue: BoardCatalogue,
    @Inject(TABLE_READER) private readonly reader: TableReader,
  ) {}

  async panel(boardId: string, panelId: string, query: Query): Promise<PanelAnswer> {
    const board = this.board(boardId);
    const panel = panelsOf(board).find(({ id }) => String(id) === panelId);
    if (!panel) throw new NotFoundException('the board has no such panel');
    const selection = selectionOf(board, query);
    const stepMs = panelStepMs(selection.toMs - selection.fromMs, panel.interval);
    const tables = await Promise.all(
      (panel.targets ?? []).map(({ rawSql }) => this.ask(rawSql, selection, stepMs)),
    );
    return { stepMs, tables };
  }

  /** Values that a variable offers for the range and for what the other variables select. */
  async variable(boardId: string, name: string, query: Query): Promise<string[]> {
    const board = this.board(boardId);
    const variable = queryVariables(board).find((candidate) => candidate.name === name);
    if (!variable) throw new NotFoundException('the board has no such variable');
    const { rows } = await this.ask(variable.sql, selectionOf(board, query));
    return rows.map(([value]) => String(value));
  }

  async annotations(boardId: string, query: Query): Promise<Annotation[]> {
    const board = this.board(boardId);
    const selection = selectionOf(board, query);
    const marks = (board.annotations?.list ?? []).filter(
      ({ target, enable }) => enable !== false && Boolean(target?.rawSql),
    );
    const answers = await Promise.all(
      marks.map(async ({ name, target }) => annotationsOf(name, await this.ask(target.rawSql, selection))),
    );
    return answers.flat();
  }

  private board(id: string): GrafanaDashboard {
    const board = this.catalogue.find(id);
    if (!board) throw new NotFoundException('there is no such board');
    return board;
  }

  private async ask(
    sql: string,
    { fromMs, toMs, values }: BoardSelection,
    stepMs?: number,
  ): Promise<TableView> {
    const bound = bindVariables(sql, values);
    const intervalMs = stepMs ?? panelStepMs(toMs - fromMs, undefined);
    return tableView(
      await this.reader.query(expandMacros(bound.sql, { fromMs, toMs, intervalMs }), bound.params),
    );
  }
}

function selectionOf(board: GrafanaDashboard, query: Query): BoardSelection {
  return readSelection(
    query,
    queryVariables(board).map(({ name }) => name),
  );
}

function annotationsOf(name: string, { columns, rows }: TableView): Annotation[] {
  const at = (column: string): number => columns.findIndex((candidate) => candidate.name === column);
  const [time, timeEnd, title, text] = [at('time'), at('timeEnd'), at('title'), at('text')];
  return rows.flatMap((row) => {
    const timeMs = row[time];
    if (typeof timeMs !== 'number') return [];
    const end = row[timeEnd];
    return [
      {
        name,
        timeMs,
        timeEndMs: typeof end === 'number' && end > timeMs ? end : null,
        title: String(row[title] ?? ''),
        text: String(row[text] ?? ''),
      },
    ];
  });
}
