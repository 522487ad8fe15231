/** Longer than this a packed selection is not kept; it can be saved by name. */
export const LONGEST_PACKED = 300_000;

/** Cells (ascending) as text: gaps and lengths of their runs, in base 36; null where that would be too long to keep. */
export function packCells(cells: ArrayLike<number>): string | null {
  const parts: string[] = [];
  let end = 0;
  let length = 0;
  for (let i = 0; i < cells.length;) {
    let to = i + 1;
    while (to < cells.length && cells[to] === cells[to - 1] + 1) to++;
    const part = `${(cells[i] - end).toString(36)}.${(to - i).toString(36)}`;
    length += part.length + 1;
    if (length > LONGEST_PACKED) return null;
    parts.push(part);
    end = cells[i] + to - i;
    i = to;
  }
  return parts.join(' ');
}

/** The cells of such a text that are below `count`, ascending. */
export function unpackCells(packed: string, count: number): Uint32Array {
  const cells: number[] = [];
  let at = 0;
  for (const part of packed.split(' ')) {
    const [gap, length] = part.split('.').map((digits) => Number.parseInt(digits, 36));
    if (!(gap >= 0) || !(length > 0)) break;
    at += gap;
    for (const end = Math.min(at + length, count); at < end; at++) cells.push(at);
  }
  return Uint32Array.from(cells);
}

/** How many cells such a text stands for. */
export function countPacked(packed: string): number {
  return packed
    .split(' ')
    .reduce((sum, part) => sum + (Number.parseInt(part.split('.')[1] ?? '', 36) || 0), 0);
}
