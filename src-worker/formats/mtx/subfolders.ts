import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folders with one matrix (matrix.mtx) each. */
export interface Subfolders {
  spliced: string;
  unspliced: string;
  ambiguous?: string;
}

/**
 * The folders that kb-python's `--cellranger` makes, by version and workflow. Where there is one of ambiguous counts, those
 * of spliced ones hold mature counts alone.
 */
const NAMES: readonly Subfolders[] = [
  { spliced: 'spliced', unspliced: 'unspliced', ambiguous: 'cellranger_ambiguous' },
  { spliced: 'cellranger_spliced', unspliced: 'cellranger_unspliced' },
  { spliced: 'cellranger_processed', unspliced: 'cellranger_unprocessed', ambiguous: 'cellranger_ambiguous' },
];

/** The folders of spliced and unspliced counts inside a folder, where it has both. */
export function findSubfolders(folder: string): Subfolders | undefined {
  const names = NAMES.find(({ spliced, unspliced }) =>
    [spliced, unspliced].every((name) => holdsMatrix(join(folder, name))),
  );
  if (names === undefined) return undefined;
  const [spliced, unspliced] = [join(folder, names.spliced), join(folder, names.unspliced)];
  const ambiguous = names.ambiguous === undefined ? undefined : join(folder, names.ambiguous);
  return ambiguous !== undefined && holdsMatrix(ambiguous)
    ? { spliced, unspliced, ambiguous }
    : { spliced, unspliced };
}

/** The folder above one of {@link findSubfolders}, where this is one; it holds the whole dataset. */
export function wholeOfSubfolder(folder: string): string | undefined {
  const whole = dirname(folder);
  const found = findSubfolders(whole);
  return found && Object.values(found).some((path: string) => basename(path) === basename(folder))
    ? whole
    : undefined;
}

function holdsMatrix(folder: string): boolean {
  return ['matrix.mtx', 'matrix.mtx.gz'].some((name) => existsSync(join(folder, name)));
}
