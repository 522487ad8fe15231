const FEW = 0.05;
const MANY = 0.6;

/** What to think of a share of unspliced counts that is out of the usual; undefined where it is not. */
export function unsplicedNote(fraction: number): string | undefined {
  if (fraction < FEW)
    return 'This is little: 10 to 30 % is usual for single cells. Velocities will rest on few counts. Check that introns were counted.';
  if (fraction > MANY)
    return 'This is much: it is usual for single nuclei, where little mRNA is spliced. For whole cells, check that the two layers are not swapped.';
  return undefined;
}
