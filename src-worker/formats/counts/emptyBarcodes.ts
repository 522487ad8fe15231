/**
 * The cells with any count, by the sums of their layers. Raw output lists every barcode there can be, millions of them:
 * those without any count are no cells; a warning says how many were left out.
 */
export function cellsWithCounts(
  spliced: ArrayLike<number>,
  unspliced: ArrayLike<number>,
  warnings: string[],
): number[] {
  const cells = spliced.length;
  const kept: number[] = [];
  for (let cell = 0; cell < cells; cell++) if (spliced[cell] + unspliced[cell] > 0) kept.push(cell);
  const empty = cells - kept.length;
  if (empty > 0)
    warnings.push(
      `${empty} of ${cells} barcodes have no count and were left out.` +
        (empty > cells / 2
          ? ' The folder looks unfiltered: where there is one with barcodes of cells only (“filtered”), choose that.'
          : ''),
    );
  return kept;
}
