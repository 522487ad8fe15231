import { dense, sharedArray, type DenseArray } from '../../data/arrays.ts';
import { percentile } from '../../data/percentile.ts';
import type { StepContext } from '../step.ts';
import { binCells, gaussianField, type BinnedCells } from './gaussianField.ts';
import { layLattice, type Lattice } from './lattice.ts';

/** The flow around the cells of an embedding, ready to be sampled. */
export interface FlowField {
  /** Width (and height) of the embedding, whichever is larger. */
  extent: number;
  bandwidth: number;
  /** A fine lattice, for following the flow. */
  fine: Lattice;
  /** The lattice whose nodes carry the arrows that are shown. */
  coarse: Lattice;
  /** Mass below which there are too few cells to speak of a flow. */
  minimumMass: number;
}

export interface FlowOptions {
  smoothing: number;
  minimumMass: number;
  /** Nodes of the coarse lattice along the larger side. */
  nodes: number;
}

type Parallel = Pick<StepContext, 'parallel'>;

/** Bandwidth at smoothing 1: 2 % of the embedding, or what gives the mass of 8 cells where those are few. */
const BANDWIDTH = 0.02;
const CELLS = 8;

/**
 * The Gaussian-weighted mean arrow over an embedding, on a lattice twice as fine as the kernel and on one for display.
 * `positions` and `arrows` are cells × 2; cells without a finite value are left out.
 *
 * A place belongs to the flow where its mass is that of at least one cell, and at least a tenth of that in dense places
 * (95th percentile over the nodes with any); `minimumMass` multiplies both.
 *
 * @returns nothing where the cells do not span a plane area.
 */
export async function flowField(
  context: Parallel,
  positions: DenseArray<Float32Array>,
  arrows: DenseArray<Float32Array>,
  options: FlowOptions,
): Promise<FlowField | undefined> {
  const box = boundsOf(positions);
  const extent = Math.max(box.right - box.left, box.top - box.bottom);
  if (!(extent > 0)) return undefined;
  const bandwidth =
    options.smoothing * Math.max(BANDWIDTH * extent, bandwidthFor(CELLS, positions, box, extent));
  const binned = binCells(positions, arrows, bandwidth);
  const fill = (spacing: number): Promise<Lattice> => fillLattice(context, binned, bandwidth, box, spacing);
  const fine = await fill(bandwidth / 2);
  const coarse = await fill(extent / (options.nodes - 1));
  const masses = massesOf(fine);
  if (masses.length === 0) return undefined;
  const minimumMass = options.minimumMass * Math.max(1, 0.1 * percentile(masses, 95));
  return { extent, bandwidth, fine, coarse, minimumMass };
}

/** Positions and mean arrows (nodes × 2 each) of the nodes of the coarse lattice with enough cells around. */
export function gridArrows({ coarse, minimumMass }: FlowField): {
  positions: DenseArray<Float32Array>;
  velocity: DenseArray<Float32Array>;
} {
  const { left, bottom, spacing, columns, rows, values } = coarse;
  const kept: number[] = [];
  for (let node = 0; node < columns * rows; node++)
    if (values[3 * node] > 0 && values[3 * node] >= minimumMass) kept.push(node);
  const positions = dense('f32', [kept.length, 2]);
  const velocity = dense('f32', [kept.length, 2]);
  kept.forEach((node, k) => {
    positions.data[2 * k] = left + (node % columns) * spacing;
    positions.data[2 * k + 1] = bottom + Math.floor(node / columns) * spacing;
    velocity.data[2 * k] = values[3 * node + 1];
    velocity.data[2 * k + 1] = values[3 * node + 2];
  });
  return { positions, velocity };
}

/** Lengths of the mean arrows where there are enough cells. */
export function speedsOf({ fine, minimumMass }: FlowField): Float64Array {
  const speeds: number[] = [];
  for (let p = 0; p < fine.values.length; p += 3)
    if (fine.values[p] >= minimumMass) speeds.push(Math.hypot(fine.values[p + 1], fine.values[p + 2]));
  return Float64Array.from(speeds);
}

async function fillLattice(
  context: Parallel,
  binned: BinnedCells,
  bandwidth: number,
  box: ReturnType<typeof boundsOf>,
  spacing: number,
): Promise<Lattice> {
  const { lattice, points } = layLattice(box, spacing);
  const count = points.length / 2;
  const sharedPoints = sharedArray('f64', points.length);
  sharedPoints.set(points);
  const field = sharedArray('f64', 3 * count);
  await context.parallel(gaussianField, { binned, bandwidth, points: sharedPoints, field }, count);
  return { ...lattice, values: field };
}

function boundsOf({ shape: [cells], data }: DenseArray<Float32Array>): {
  left: number;
  right: number;
  bottom: number;
  top: number;
} {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < cells; i++) {
    const x = data[2 * i];
    const y = data[2 * i + 1];
    if (!Number.isFinite(x + y)) continue;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.bottom = Math.min(box.bottom, y);
    box.top = Math.max(box.top, y);
  }
  return box;
}

/**
 * The bandwidth h at which the mean mass, 2πh² times the density of the cells, is that of so many cells. The density is
 * over the part of the embedding that is covered: the meshes, as wide as cells spread evenly would be apart, with a cell.
 */
function bandwidthFor(
  cells: number,
  { shape: [count], data }: DenseArray<Float32Array>,
  box: ReturnType<typeof boundsOf>,
  extent: number,
): number {
  const meshes = Math.max(1, Math.floor(Math.sqrt(count)));
  const width = extent / meshes;
  const covered = new Set<number>();
  let placed = 0;
  for (let i = 0; i < count; i++) {
    const column = Math.floor((data[2 * i] - box.left) / width);
    const row = Math.floor((data[2 * i + 1] - box.bottom) / width);
    if (!Number.isFinite(column + row)) continue;
    placed++;
    covered.add(column * (meshes + 1) + row);
  }
  return Math.sqrt((cells * covered.size * width * width) / (2 * Math.PI * placed));
}

function massesOf(lattice: Lattice): Float64Array {
  const masses: number[] = [];
  for (let p = 0; p < lattice.values.length; p += 3)
    if (lattice.values[p] > 0.1) masses.push(lattice.values[p]);
  return Float64Array.from(masses);
}
