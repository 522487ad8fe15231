import { dense, sharedArray, type DenseArray } from '../../data/arrays.ts';
import { percentile } from '../../data/percentile.ts';
import { defineStep } from '../step.ts';
import { evenlySpacedLines, type Streamline } from './evenlySpaced.ts';
import { flowField, gridArrows, speedsOf, type FlowField } from './grid.ts';
import { sampleLattice, type FieldSample } from './lattice.ts';

/** The mean flow on the UMAP: arrows on a grid and evenly spaced streamlines. */
export const streamlines = defineStep({
  id: 'streamlines',
  version: 1,
  title: 'Streamlines',
  summary:
    'Gaussian-weighted mean arrows on a grid, and evenly spaced streamlines of that field where there are enough cells. Neither arrows nor lines show speed in time.',
  reference: 'Jobard and Lefer 1997, doi:10.1007/978-3-7091-6876-9_5',
  parameters: {
    density: {
      type: 'number',
      default: 1,
      min: 0.2,
      max: 5,
      label: 'Density of lines',
      help: 'At 1, neighbouring streamlines lie a forty-fifth of the embedding apart; at 2 half of that.',
    },
    smoothing: {
      type: 'number',
      default: 1,
      min: 0.2,
      max: 10,
      label: 'Smoothing',
      help: 'Width of the Gaussian that averages arrows; at 1, 2 % of the embedding (more where cells are few).',
    },
    minMass: {
      type: 'number',
      default: 1,
      min: 0,
      max: 100,
      label: 'Least mass',
      help: 'At 1, places with the mass of less than one cell, or a tenth of that in dense places, have neither arrows nor lines. 2 doubles these bounds, 0 lifts them.',
    },
    minLength: {
      type: 'number',
      default: 3,
      min: 0.5,
      max: 100,
      label: 'Shortest line',
      help: 'Streamlines shorter than this many times their distance are left out.',
    },
    gridNodes: {
      type: 'integer',
      default: 40,
      min: 5,
      max: 300,
      label: 'Grid nodes',
      help: 'Nodes of the grid of arrows along the longer side of the embedding.',
    },
  },
  inputs: ['X_umap', 'velocity_umap'],
  optionalInputs: [],
  outputs: ['grid_positions', 'grid_velocity', 'streamline_points', 'streamline_offsets', 'streamline_speed'],
  async run(context) {
    const { density, smoothing, minMass, minLength, gridNodes } = context.parameters;
    const field = await flowField(context, context.input('X_umap'), context.input('velocity_umap'), {
      smoothing,
      minimumMass: minMass,
      nodes: gridNodes,
    });
    if (!field) {
      context.warn('The embedding has no extent, so there are no streamlines.');
      return { ...packLines([]), grid_positions: dense('f32', [0, 2]), grid_velocity: dense('f32', [0, 2]) };
    }
    const separation = field.extent / (45 * density);
    const lines = evenlySpacedLines(
      { lattice: field.fine, minimumMass: field.minimumMass, minimumSpeed: standstill(field) },
      {
        separation,
        shortest: minLength,
        checkCancelled: context.checkCancelled,
      },
    );
    if (lines.length === 0) context.warn('No streamline is long enough to be drawn.');
    const { positions, velocity } = gridArrows(field);
    return { ...packLines(lines, field), grid_positions: positions, grid_velocity: velocity };
  },
});

/** Speed below which arrows of different directions have cancelled: 3 % of that in fast places. */
function standstill(field: FlowField): number {
  const speeds = speedsOf(field);
  return speeds.length > 0 ? 0.03 * percentile(speeds, 95) : 0;
}

function packLines(
  lines: readonly Streamline[],
  field?: FlowField,
): {
  streamline_points: DenseArray<Float32Array>;
  streamline_offsets: DenseArray<Uint32Array>;
  streamline_speed: DenseArray<Float32Array>;
} {
  const offsets = sharedArray('u32', lines.length + 1);
  lines.forEach((line, k) => {
    offsets[k + 1] = offsets[k] + line.length / 2;
  });
  const points = dense('f32', [offsets[lines.length], 2]);
  const speed = dense('f32', [offsets[lines.length]]);
  const at: FieldSample = { mass: 0, vx: 0, vy: 0 };
  lines.forEach((line, k) => {
    points.data.set(line, 2 * offsets[k]);
    for (let p = 0; p < line.length && field; p += 2) {
      sampleLattice(field.fine, line[p], line[p + 1], at);
      speed.data[offsets[k] + p / 2] = Math.hypot(at.vx, at.vy);
    }
  });
  return {
    streamline_points: points,
    streamline_offsets: { kind: 'dense', shape: [lines.length + 1], data: offsets },
    streamline_speed: speed,
  };
}
