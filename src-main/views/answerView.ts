import type { NumericArray } from '../../src-worker/data/arrays.ts';
import { cellsView, cellView } from './cells.ts';
import { columnsView, columnView } from './columns.ts';
import type { ViewAnswers, ViewName, ViewRequest } from './contract.ts';
import { fatesView } from './fates.ts';
import { encodeFrame } from './frame.ts';
import { geneView } from './gene.ts';
import { prepareGenes } from './geneValues.ts';
import { genesView } from './genes.ts';
import { historyView } from './history.ts';
import { portraitView } from './portrait.ts';
import { qualityView } from './quality.ts';
import type { ViewReader } from './reader.ts';
import { sceneView } from './scene.ts';
import { openSource } from './source.ts';

/**
 * What the page is given to draw, as a frame in memory of its own that can be transferred.
 *
 * @throws DataError where what was asked for is not in the project (yet), or is damaged.
 */
export async function answerView(reader: ViewReader, request: ViewRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { header, arrays } = await answer(reader, request);
  return encodeFrame(header, arrays as Record<string, NumericArray>);
}

function answer(
  reader: ViewReader,
  request: ViewRequest,
): ViewAnswers[ViewName] | Promise<ViewAnswers[ViewName]> {
  const source = openSource(reader, request.source);
  switch (request.view) {
    case 'scene':
      reader.later(() => prepareGenes(source));
      return sceneView(source, request);
    case 'columns':
      return columnsView(source);
    case 'column':
      return columnView(source, request);
    case 'gene':
      return geneView(source, request);
    case 'portrait':
      return portraitView(source, request);
    case 'genes':
      return genesView(source);
    case 'fates':
      return fatesView(source);
    case 'cells':
      return cellsView(source);
    case 'cell':
      return cellView(source, request);
    case 'quality':
      return qualityView(source, request);
    case 'history':
      return historyView(source);
  }
}
