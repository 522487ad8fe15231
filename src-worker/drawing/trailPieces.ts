import type { Lines } from './lines.ts';
import type { Trails } from './particleTrails.ts';

/** Pieces of trails that are drawn alike. */
export interface TrailPieces extends Lines {
  /** How strong they are, 0 … 1: see `trailReach` and `trailOpacity`. */
  strength: number;
}

/**
 * Trails for painters that draw a line with one width and one opacity: cut where their strength crosses the bounds between `levels` even
 * ones, and gathered by level, the faintest first. Levels without a piece are left out.
 */
export function trailPieces({ points, strengths, offsets }: Trails, levels: number): TrailPieces[] {
  const made = Array.from({ length: levels }, () => ({ points: [] as number[], offsets: [0] }));
  const levelOf = (p: number): number =>
    Math.min(Math.floor((levels * (strengths[p] + strengths[p + 1])) / 2), levels - 1);
  for (let trail = 0; trail + 1 < offsets.length; trail++) {
    const last = offsets[trail + 1] - 1;
    for (let from = offsets[trail]; from < last;) {
      const level = levelOf(from);
      let to = from + 1;
      while (to < last && levelOf(to) === level) to++;
      const piece = made[level];
      for (let p = from; p <= to; p++) piece.points.push(points[2 * p], points[2 * p + 1]);
      piece.offsets.push(piece.points.length / 2);
      from = to;
    }
  }
  return made.flatMap((piece, level) =>
    piece.offsets.length === 1
      ? []
      : [
          {
            strength: (level + 0.5) / levels,
            points: Float32Array.from(piece.points),
            offsets: Uint32Array.from(piece.offsets),
          },
        ],
  );
}
