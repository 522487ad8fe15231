import type { ColumnSummary, FileSummary, Roles } from '../../src-main/ipc/types.ts';

/** What the columns of a file are, as far as their names tell. */
export function usualRoles({ obs, obsm }: FileSummary): Roles {
  const named = (role: ColumnSummary['role'], test = /./): string | undefined =>
    obs.find((column) => column.role === role && test.test(column.name))?.name;
  const batch = named('sample', /batch/i);
  return {
    clusters: obs.find(({ usual }) => usual)?.name ?? named('clusters'),
    batch,
    sample: obs.find(({ role, name }) => role === 'sample' && name !== batch)?.name,
    time: named('time'),
    embedding: usualEmbedding(obsm),
  };
}

/** The roles that the user chose, as far as the columns are there, and the usual ones for the rest. */
export function rolesLike(
  usual: Roles,
  current: Roles,
  chosen: readonly (keyof Roles)[],
  { obs, obsm }: FileSummary,
): Roles {
  const roles = { ...usual };
  for (const role of chosen) {
    const name = current[role];
    const there = (role === 'embedding' ? obsm : obs).some((column) => column.name === name);
    if (name === undefined || there) roles[role] = name;
  }
  return roles;
}

/** Embeddings of the file that can be drawn, those made for looking at first. */
export function drawable(obsm: FileSummary['obsm']): string[] {
  const names = obsm.filter(({ columns }) => columns >= 2).map(({ name }) => name);
  return names.sort((a, b) => rank(a) - rank(b));
}

function usualEmbedding(obsm: FileSummary['obsm']): string | undefined {
  const [first] = drawable(obsm);
  return first !== undefined && (rank(first) < 2 || obsm.find(({ name }) => name === first)?.columns === 2)
    ? first
    : undefined;
}

/** Principal components are for computing; a picture of them comes last. */
function rank(name: string): number {
  if (/umap/i.test(name)) return 0;
  if (/tsne|t-sne|draw_graph|phate|trimap|force/i.test(name)) return 1;
  return /pca|lsi|scvi|harmony/i.test(name) ? 3 : 2;
}

/** A file's name without what says its format. */
export function withoutExtension(name: string): string {
  return name.replace(/(\.(gz|h5ad|loom|h5|hdf5|csv|tsv|txt|mtx|rnavelocity))+$/i, '') || name;
}
