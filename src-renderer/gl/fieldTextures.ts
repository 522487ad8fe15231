import { DataTexture, FloatType, NearestFilter, RGBAFormat, Vector4 } from 'three';

import { aliasTable } from '../../src-worker/drawing/aliasTable.ts';
import { startWeights, type VectorField } from '../../src-worker/drawing/vectorField.ts';

const START_COLUMNS = 1024;

/** A field as shaders read it. */
export interface FieldTextures {
  /** (x, y, 1 where known, 0) a node. */
  field: DataTexture;
  /** Origin and spacing. */
  grid: Vector4;
  /** An alias table of the nodes where particles start: (node, chance of itself, other node, 0) an entry, row by row. */
  starts: DataTexture;
  /** Entries of that table. */
  startCount: number;
}

/** Textures of a field; undefined where nothing of it is known. */
export function fieldTextures(field: VectorField): FieldTextures | undefined {
  const { columns, rows, mask, vectors, origin, spacing } = field;
  const texels = new Float32Array(4 * columns * rows);
  for (let node = 0; node < mask.length; node++) {
    if (mask[node] === 0) continue;
    texels[4 * node] = vectors[2 * node];
    texels[4 * node + 1] = vectors[2 * node + 1];
    texels[4 * node + 2] = 1;
  }
  const { places, chance, alias } = aliasTable(startWeights(field));
  if (places.length === 0) return undefined;
  const startRows = Math.ceil(places.length / START_COLUMNS);
  const starts = new Float32Array(4 * START_COLUMNS * startRows);
  places.forEach((place, k) => starts.set([place, chance[k], alias[k], 0], 4 * k));
  return {
    field: floatTexture(texels, columns, rows),
    grid: new Vector4(origin[0], origin[1], spacing[0], spacing[1]),
    starts: floatTexture(starts, START_COLUMNS, startRows),
    startCount: places.length,
  };
}

function floatTexture(texels: Float32Array<ArrayBuffer>, columns: number, rows: number): DataTexture {
  const texture = new DataTexture(texels, columns, rows, RGBAFormat, FloatType);
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/**
 * GLSL: the field at a point, by bilinear interpolation among the known nodes of its grid cell. False where they carry less
 * than half of the weight: the point lies in a masked area.
 */
export const FIELD_GLSL = /* glsl */ `
uniform highp sampler2D field;
uniform vec4 grid;
bool fieldAt(vec2 place, out vec2 vector) {
  ivec2 nodes = textureSize(field, 0);
  vec2 at = (place - grid.xy) / grid.zw;
  vec2 low = floor(at);
  vec2 f = at - low;
  vec3 sum = vec3(0.0);
  for (int corner = 0; corner < 4; corner++) {
    ivec2 step = ivec2(corner & 1, corner >> 1);
    ivec2 node = ivec2(low) + step;
    if (any(lessThan(node, ivec2(0))) || any(greaterThanEqual(node, nodes))) continue;
    vec4 texel = texelFetch(field, node, 0);
    vec2 weight = mix(1.0 - f, f, vec2(step));
    sum += weight.x * weight.y * texel.z * vec3(texel.xy, 1.0);
  }
  vector = sum.xy / max(sum.z, 1e-6);
  return sum.z >= 0.5;
}
`;

/** GLSL: a node to start at, by two uniform numbers; needs {@link FIELD_GLSL} and yields its place. */
export const START_GLSL = /* glsl */ `
uniform highp sampler2D starts;
uniform int startCount;
vec2 startNode(float which, float toss) {
  int entry = min(int(which * float(startCount)), startCount - 1);
  vec4 choice = texelFetch(starts, ivec2(entry % ${START_COLUMNS}, entry / ${START_COLUMNS}), 0);
  int node = int(toss < choice.y ? choice.x : choice.z);
  int columns = textureSize(field, 0).x;
  return grid.xy + vec2(node % columns, node / columns) * grid.zw;
}
`;
