import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { BoardAnswers, type Annotation, type PanelAnswer } from './board-answers';
import { BoardCatalogue } from './board-catalogue';
import { boardView, type BoardView } from './board-view';

type Selection = Record<string, string | string[] | undefined>;

/** Boards by the name of their file. A browser names a panel or a variable; the SQL stays here. */
@Controller('boards')
export class BoardsController {
  constructor(
    private readonly catalogue: BoardCatalogue,
    private readonly answers: BoardAnswers,
  ) {}

  @Get()
  list(): { id: string; title: string; description: string }[] {
    return this.catalogue.list();
  }

  @Get(':id')
  board(@Param('id') id: string): BoardView {
    const dashboard = this.catalogue.find(id);
    if (!dashboard) throw new NotFoundException('there is no such board');
    return boardView(id, dashboard);
  }

  @Get(':id/panels/:panelId/data')
  panel(
    @Param('id') id: string,
    @Param('panelId') panelId: string,
    @Query() selection: Selection,
  ): Promise<PanelAnswer> {
    return this.answers.panel(id, panelId, selection);
  }

  @Get(':id/variables/:name')
  variable(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() selection: Selection,
  ): Promise<string[]> {
    return this.answers.variable(id, name, selection);
  }

  @Get(':id/annotations')
  annotations(@Param('id') id: string, @Query() selection: Selection): Promise<Annotation[]> {
    return this.answers.annotations(id, selection);
  }
}
