import { fetchView } from '../../state/views.ts';

const PREFIX = 'obs/';

/** The columns of a dataset's cell table that hold labels, by which clusters can be told. */
export async function clusterColumns(project: string, datasetId: number): Promise<string[]> {
  const { header } = await fetchView(project, 'columns', { source: { dataset: datasetId } });
  return header.columns
    .filter(({ id, kind }) => kind === 'labels' && id.startsWith(PREFIX))
    .map(({ id }) => id.slice(PREFIX.length));
}
