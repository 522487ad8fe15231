/**
 * Cells of a dataset as cells of what is shown of it; those that are not shown are left out.
 *
 * @param wanted places in the dataset
 * @param places where each shown cell is in the dataset, ascending
 * @returns places among the shown cells, ascending
 */
export function shownCells(wanted: Uint32Array, places: Uint32Array): Uint32Array {
  const last = places.at(-1) ?? 0;
  const chosen = new Uint8Array(last + 1);
  for (const place of wanted) if (place <= last) chosen[place] = 1;
  const cells: number[] = [];
  places.forEach((place, cell) => {
    if (chosen[place] === 1) cells.push(cell);
  });
  return Uint32Array.from(cells);
}
