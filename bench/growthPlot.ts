import { escaped, svg } from './barPlot.ts';

/** What a run of so many cells took. */
export interface GrowthPoint {
  cells: number;
  cpuSeconds: number;
  seconds: number;
  peakMB: number;
}

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = WIDTH - 40;
const TOP = 40;
const BOTTOM = 370;

/**
 * Seconds over cells, both logarithmic, as SVG: of all cores and of the clock, beside the curve of n log n through the smallest
 * run.
 */
export function growthPlot(points: readonly GrowthPoint[], title: string): string {
  const [first, last] = [points[0], points.at(-1)!];
  const likely = (cells: number): number =>
    (first.cpuSeconds * cells * Math.log(cells)) / (first.cells * Math.log(first.cells));
  const most = 1.3 * Math.max(likely(last.cells), ...points.map((point) => point.cpuSeconds));
  const least = 0.7 * Math.min(...points.map((point) => point.seconds));
  const x = (cells: number): number => LEFT + (RIGHT - LEFT) * share(cells, first.cells, last.cells);
  const y = (seconds: number): number => BOTTOM - (BOTTOM - TOP) * share(seconds, least, most);
  const line = (values: readonly [number, number][]): string =>
    values.map(([cells, seconds]) => `${x(cells).toFixed(1)},${y(seconds).toFixed(1)}`).join(' ');
  const series = (pick: (point: GrowthPoint) => number, colour: string): string[] => [
    `<polyline points="${line(points.map((point) => [point.cells, pick(point)]))}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.map(
      (point) =>
        `<circle cx="${x(point.cells).toFixed(1)}" cy="${y(pick(point)).toFixed(1)}" r="4" fill="${colour}"/>`,
    ),
  ];
  return svg(WIDTH, HEIGHT, [
    `<text x="8" y="20" font-size="14">${escaped(title)}</text>`,
    `<path d="M${LEFT},${TOP}V${BOTTOM}H${RIGHT}" fill="none" stroke="#333"/>`,
    ...points.map(
      ({ cells }) =>
        `<text x="${x(cells).toFixed(1)}" y="${BOTTOM + 18}" text-anchor="middle">${cells.toLocaleString('en')}</text>`,
    ),
    ...decades(least, most).map(
      (seconds) => `<text x="${LEFT - 8}" y="${y(seconds) + 4}" text-anchor="end">${seconds} s</text>`,
    ),
    `<polyline points="${line(points.map(({ cells }) => [cells, likely(cells)]))}" fill="none" stroke="#999" stroke-dasharray="5 4"/>`,
    ...series((point) => point.cpuSeconds, '#2a7fb8'),
    ...series((point) => point.seconds, '#d1702f'),
    `<text x="${LEFT + 16}" y="${TOP + 16}" fill="#2a7fb8">seconds of all cores</text>`,
    `<text x="${LEFT + 16}" y="${TOP + 34}" fill="#d1702f">seconds by the clock</text>`,
    `<text x="${LEFT + 16}" y="${TOP + 52}" fill="#777">n log n</text>`,
    `<text x="${(LEFT + RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">cells</text>`,
  ]);
}

/** Where a value lies between two others, by its logarithm. */
function share(value: number, from: number, to: number): number {
  return Math.log(value / from) / Math.log(to / from);
}

function decades(from: number, to: number): number[] {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].filter(
    (value) => value >= from && value <= to,
  );
}
