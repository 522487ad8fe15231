import {
  categoryLabels,
  MOST_NAMES,
  type CategoryLabel,
} from '../../../../src-worker/drawing/clusterLabels.ts';
import { unpackCells } from '../../../../src-worker/drawing/packedCells.ts';
import { clusterColumn } from '../../../../src-worker/drawing/painting.ts';
import type { VectorField } from '../../../../src-worker/drawing/vectorField.ts';
import { DataError } from '../../../../src-worker/data/errors.ts';
import { columnsView, columnView } from '../../../views/columns.ts';
import type { SceneArrays, SceneHeader } from '../../../views/contract.ts';
import { sceneView } from '../../../views/scene.ts';
import type { Source } from '../../../views/source.ts';
import { collectColoring } from '../../coloring/collectColoring.ts';
import type { PanelOf } from '../../spec/panels.ts';
import type { EmbeddingData } from './data.ts';

/**
 * Reads what an embedding panel draws, from the same views as the screen.
 *
 * @throws DataError where the run has no such embedding, or no such flow in it.
 */
export async function collectEmbedding(
  source: Source,
  panel: PanelOf<'embedding'>,
  theme: 'light' | 'dark',
): Promise<EmbeddingData> {
  const { header, arrays } = sceneView(source, { embedding: panel.embedding ?? undefined });
  const shown = header.embeddings.find(({ id }) => id === header.embedding);
  const { positions } = arrays;
  if (!shown || !positions)
    throw new DataError('the run has no embedding.', {}, 'Choose a run that went as far as the embedding.');
  const field = fieldOf(header, arrays);
  const streamlines =
    header.lines > 0 ? { points: arrays.linePoints!, offsets: arrays.lineOffsets! } : undefined;
  const { velocity } = arrays;
  const needed = { lines: streamlines, particles: field, grid: field, cells: velocity, off: true }[
    panel.flow
  ];
  if (!needed) throw noFlow(panel.flow, shown.label, velocity !== undefined);
  const selected = panel.highlight === null ? undefined : maskOf(panel.highlight, source.cells);
  return {
    run: source.run?.name ?? source.dataset.name,
    label: shown.label,
    positions,
    coloring: await collectColoring(source, panel, theme),
    names: await namesOf(source, positions, panel.names),
    ...(selected && { selected }),
    ...(panel.flow === 'lines' && { streamlines }),
    ...((panel.flow === 'particles' || panel.flow === 'grid') && { field }),
    ...(panel.flow === 'cells' && { velocities: velocity }),
  };
}

function fieldOf(header: SceneHeader, arrays: SceneArrays): VectorField | undefined {
  const { gridMask: mask, gridVectors: vectors, gridDensity: density } = arrays;
  return header.grid && mask && vectors ? { ...header.grid, mask, vectors, density } : undefined;
}

function maskOf(packed: string, cells: number): Uint8Array | undefined {
  const chosen = unpackCells(packed, cells);
  if (chosen.length === 0) return undefined;
  const mask = new Uint8Array(cells);
  for (const cell of chosen) mask[cell] = 1;
  return mask;
}

async function namesOf(
  source: Source,
  positions: Float32Array,
  asked: boolean | null,
): Promise<CategoryLabel[]> {
  const clusters = clusterColumn(columnsView(source).header.columns, source.dataset.roles.clusters);
  if (!clusters || !(asked ?? clusters.categories.length <= MOST_NAMES)) return [];
  const { arrays } = await columnView(source, clusters);
  if (!('codes' in arrays)) return [];
  const labels = clusters.categories.map(({ label }) => label);
  return categoryLabels(positions, arrays.codes, labels).filter(
    ({ category }) => !clusters.categories[category].hidden,
  );
}

function noFlow(flow: string, embedding: string, moves: boolean): DataError {
  const what =
    { lines: 'streamlines', particles: 'velocity field', grid: 'velocity field' }[flow] ?? 'velocities';
  return new DataError(
    `the run has no ${what} in the embedding “${embedding}”.`,
    {},
    `Choose another embedding${moves ? ', arrows of cells,' : ''} or no flow.`,
  );
}
