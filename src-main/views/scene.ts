import type { Range, SceneArrays, SceneHeader, ViewAnswers, ViewArguments } from './contract.ts';
import { chooseEmbedding, listEmbeddings, positionsOf, velocityOn } from './embeddings.ts';
import { cellsByNode, fieldGrid } from './fieldGrid.ts';
import type { Source, StoredArrays } from './source.ts';

/**
 * Cells in an embedding with their velocities, and the field and streamlines where they were computed for it; as long as the run
 * has none, those of its preview.
 *
 * @throws DataError where the source does not have the embedding that was asked for.
 */
export function sceneView(
  source: Source,
  { embedding }: Pick<ViewArguments<'scene'>, 'embedding'>,
): ViewAnswers['scene'] {
  const flow = flowOf(source);
  const embeddings = listEmbeddings(source, flow);
  const shown = chooseEmbedding(source, embeddings, embedding);
  const header: SceneHeader = {
    cells: source.cells,
    embedding: shown?.id ?? null,
    embeddings,
    bounds: null,
    grid: null,
    lines: 0,
    preview: flow !== source && shown?.velocity === true,
  };
  if (!shown) return { header, arrays: {} };
  const positions = positionsOf(source, shown.id);
  const arrays: SceneArrays = { positions };
  header.bounds = boundsOf(positions);
  const velocity = velocityOn(flow, shown);
  if (velocity) arrays.velocity = velocity;
  if (shown.field) addField(flow, header, arrays, positions);
  return { header, arrays };
}

/** Where the flow is that is shown: never half of one and half of the other, so the run's own once it is whole. */
function flowOf(source: Source): StoredArrays {
  return !source.has('grid_positions') && source.preview.has('grid_positions') ? source.preview : source;
}

function addField(
  flow: StoredArrays,
  header: SceneHeader,
  arrays: SceneArrays,
  positions: Float32Array,
): void {
  const grid =
    flow.has('grid_velocity') && fieldGrid(flow.stored('grid_positions'), flow.stored('grid_velocity'));
  if (grid) {
    const { mask, vectors, ...place } = grid;
    header.grid = place;
    arrays.gridMask = mask;
    arrays.gridVectors = vectors;
    arrays.gridDensity = cellsByNode(grid, positions);
  }
  if (!flow.has('streamline_points') || !flow.has('streamline_offsets')) return;
  arrays.linePoints = flow.stored('streamline_points').data;
  arrays.lineOffsets = flow.stored('streamline_offsets').data;
  if (flow.has('streamline_speed')) arrays.lineSpeed = flow.stored('streamline_speed').data;
  header.lines = Math.max(0, arrays.lineOffsets.length - 1);
}

/** The ends of x and y over the cells that have both; null where none has. */
function boundsOf(positions: Float32Array): { x: Range; y: Range } | null {
  const x: Range = [Infinity, -Infinity];
  const y: Range = [Infinity, -Infinity];
  for (let p = 0; p < positions.length; p += 2) {
    if (!Number.isFinite(positions[p]) || !Number.isFinite(positions[p + 1])) continue;
    x[0] = Math.min(x[0], positions[p]);
    x[1] = Math.max(x[1], positions[p]);
    y[0] = Math.min(y[0], positions[p + 1]);
    y[1] = Math.max(y[1], positions[p + 1]);
  }
  return x[0] <= x[1] ? { x, y } : null;
}
