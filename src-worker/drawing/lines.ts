/** Lines, one after another: (x, y) a point, and where each line starts (with the end of the last). */
export interface Lines {
  points: Float32Array;
  offsets: Uint32Array;
}

/** The lines of at least two points, each as the places of its first point and of the one after its last. */
export function drawnLines({ offsets }: Lines): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (let line = 0; line + 1 < offsets.length; line++) {
    const [from, to] = [offsets[line], offsets[line + 1]];
    if (to - from >= 2) out.push({ from, to });
  }
  return out;
}

/** Where on a line its arrow head is: it points from the point before this place to the point at it. */
export function headPlace(from: number, to: number): number {
  return Math.floor((from + to) / 2);
}
