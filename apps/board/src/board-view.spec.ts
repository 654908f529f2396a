import { BoardCatalogue, installedFolder } from './board-catalogue';
import { boardView } from './board-view';

const catalogue = BoardCatalogue.ofFolder(installedFolder('grafana', 'dashboards'));

describe('boards of the installation', () => {
  it('are those that Grafana is provisioned with', () => {
    expect(catalogue.list()).toContainEqual(expect.objectContaining({ id: 'fleet', title: 'Tacet / Fleet' }));
    expect(catalogue.find('../package')).toBeUndefined();
    expect(catalogue.find('__proto__')).toBeUndefined();
  });

  it.each(catalogue.list().map(({ id }) => id))('%s reaches the browser without a query', (id) => {
    const dashboard = catalogue.find(id)!;
    const view = boardView(id, dashboard);
    expect(JSON.stringify(view)).not.toMatch(/SELECT|\$__|rawSql/);
    expect(view.panels).toHaveLength(dashboard.panels!.length);
    expect(view.variables.map(({ name }) => name)).not.toContain('datasource');
    expect(view.annotations.length).toBeGreaterThan(0);
  });
});
