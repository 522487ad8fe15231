import type { DenseArray } from '../../src-worker/data/arrays.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import type { EmbeddingInfo } from './contract.ts';
import type { Source, StoredArrays } from './source.ts';

/**
 * The embeddings that cells can be drawn in: those of the run first, then those of the file.
 *
 * @param flow where velocities on them are
 */
export function listEmbeddings(source: Source, flow: StoredArrays): EmbeddingInfo[] {
  const list: EmbeddingInfo[] = [];
  if (source.has('X_umap'))
    list.push({
      id: 'run/X_umap',
      label: 'UMAP',
      velocity: flow.has('velocity_umap'),
      field: flow.has('grid_positions'),
    });
  if (source.has('X_pca') && source.stored('X_pca').shape[1] >= 2)
    list.push({
      id: 'run/X_pca',
      label: 'PCA, components 1 and 2',
      velocity: flow.has('velocity_pca'),
      field: false,
    });
  for (const name of source.fileNames('obsm')) {
    const value = source.file(`obsm/${name}`);
    if (value.kind !== 'dense' || value.shape[1] < 2) continue;
    const label = `${embeddingName(name)} of the file`;
    list.push({ id: `obsm/${name}`, label, velocity: false, field: false });
  }
  return list;
}

/**
 * The embedding that was asked for, or the one to show unless told: the run's UMAP, the one the user chose on import, the
 * file's UMAP or t-SNE, whatever else there is; undefined where there is none.
 *
 * @throws DataError where the one that was asked for is not there.
 */
export function chooseEmbedding(
  source: Source,
  list: readonly EmbeddingInfo[],
  asked: string | undefined,
): EmbeddingInfo | undefined {
  const find = (matches: (id: string) => boolean): EmbeddingInfo | undefined =>
    list.find(({ id }) => matches(id));
  if (asked !== undefined) {
    const found = find((id) => id === asked);
    if (found) return found;
    throw new DataError(
      `There is no embedding “${asked}” (yet).`,
      {},
      'Choose another one, or wait until the run has computed it.',
    );
  }
  const chosen = source.dataset.roles.embedding;
  return (
    find((id) => id === 'run/X_umap') ??
    find((id) => chosen !== undefined && id === `obsm/${chosen}`) ??
    find((id) => /^obsm\/.*umap/i.test(id)) ??
    find((id) => /^obsm\/.*(tsne|draw_graph|phate)/i.test(id)) ??
    find((id) => !/pca/i.test(id)) ??
    list[0]
  );
}

/** (x, y) a cell of the source: the first two columns of the embedding. */
export function positionsOf(source: Source, id: string): Float32Array {
  if (id === 'run/X_umap') return firstTwo(source.stored('X_umap'));
  if (id === 'run/X_pca') return firstTwo(source.stored('X_pca'));
  return firstTwo(source.file(id) as DenseArray<Float32Array>, source.cellIndex);
}

/** (x, y) a cell: velocity projected on the embedding, where it was. */
export function velocityOn(flow: StoredArrays, { id, velocity }: EmbeddingInfo): Float32Array | undefined {
  if (!velocity) return undefined;
  return firstTwo(flow.stored(id === 'run/X_umap' ? 'velocity_umap' : 'velocity_pca'));
}

function firstTwo({ data, shape }: DenseArray<Float32Array>, places?: Uint32Array): Float32Array {
  const columns = shape[1];
  if (columns === 2 && !places) return data;
  const rows = places?.length ?? shape[0];
  const out = new Float32Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    const row = places ? places[i] : i;
    out[2 * i] = data[row * columns];
    out[2 * i + 1] = data[row * columns + 1];
  }
  return out;
}

/** What an embedding is called in words: “UMAP” for `X_umap`. */
function embeddingName(name: string): string {
  const plain = name.replace(/^X_/, '');
  return COMMON.find((common) => common.toLowerCase() === plain.toLowerCase().replace('-', '')) ?? plain;
}

const COMMON = ['UMAP', 'PCA', 'PHATE'];
