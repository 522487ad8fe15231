import {
  BufferAttribute,
  BufferGeometry,
  Points,
  Vector4,
  type RawShaderMaterial,
  type WebGLRenderer,
} from 'three';

import { DIMMED, type Rgba } from '../../src-worker/drawing/strokes.ts';
import { CAMERA_GLSL, type CameraUniforms } from './camera.ts';
import { byValue, selectedLast, shuffledCells, type DrawOrder } from '../../src-worker/drawing/drawOrder.ts';
import { FlatScene } from './flatScene.ts';
import { passMaterial } from './passMaterial.ts';

const VERTEX = /* glsl */ `
precision highp float;
${CAMERA_GLSL}
uniform float diameter;
uniform vec4 dimmed;
in vec2 position;
in vec4 color;
out vec4 fill;
out float radius;
void main() {
  fill = vec4(mix(color.rgb, dimmed.rgb, dimmed.a), color.a);
  radius = 0.5 * diameter * pixelRatio;
  gl_Position = color.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : toClip(toPixels(position));
  gl_PointSize = 2.0 * radius + 1.0;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;
in vec4 fill;
in float radius;
out vec4 result;
void main() {
  float distance = length(gl_PointCoord - 0.5) * (2.0 * radius + 1.0);
  float cover = clamp(radius + 0.5 - distance, 0.0, 1.0);
  if (cover == 0.0) discard;
  result = vec4(fill.rgb, fill.a * cover);
}
`;

/**
 * Cells as discs; alpha 0 hides one. They are drawn in a random order, so that a part of them shows what all would; selected
 * ones lie above the others, and in a full picture cells of higher value above lower ones where values are given.
 */
export class PointsPass {
  readonly #scene: FlatScene;
  readonly #points: Points<BufferGeometry, RawShaderMaterial>;
  readonly #dimmed = { value: new Vector4(0, 0, 0, 0) };
  readonly #diameter = { value: 4 };
  #shuffled = new Uint32Array(0);
  #selected: Uint8Array | undefined;
  #values: ArrayLike<number> | undefined;
  /** For a part of the cells. */
  #sample: DrawOrder = { cells: new Uint32Array(0), selectedFrom: 0 };
  /** For all of them. */
  #full: DrawOrder = this.#sample;
  #stale = true;

  constructor(camera: CameraUniforms) {
    const material = passMaterial(VERTEX, FRAGMENT, camera, {
      diameter: this.#diameter,
      dimmed: this.#dimmed,
    });
    this.#points = new Points(new BufferGeometry(), material);
    this.#points.frustumCulled = false;
    this.#scene = new FlatScene(this.#points);
  }

  /** Cells that have a place. */
  get count(): number {
    return this.#shuffled.length;
  }

  /** The cells in the fixed random order in which they are drawn. */
  get order(): Uint32Array {
    return this.#shuffled;
  }

  /** (x, y) a cell. */
  setPositions(positions: Float32Array): void {
    this.#put('position', positions, 2, false);
    this.#shuffled = shuffledCells(positions);
    this.#stale = true;
  }

  /** RGBA a cell. */
  setColors(colors: Uint8Array): void {
    this.#put('color', colors, 4, true);
  }

  /** In CSS pixels. */
  setDiameter(diameter: number): void {
    this.#diameter.value = diameter;
  }

  /** 1 a selected cell; the others are dimmed. Undefined, or nothing selected, dims none. */
  setSelected(selected: Uint8Array | undefined): void {
    this.#selected = selected?.includes(1) ? selected : undefined;
    this.#stale = true;
  }

  /** A value a cell: higher ones lie above lower ones. */
  setValues(values: ArrayLike<number> | undefined): void {
    this.#values = values;
    this.#stale = true;
  }

  /** What dimmed cells fade towards. */
  setBackground([red, green, blue]: Rgba): void {
    this.#dimmed.value.set(red, green, blue, 0);
  }

  /** Draws an unbiased sample of about `count` cells into the current target. */
  drawSample(renderer: WebGLRenderer, count: number): void {
    this.#prepare();
    const { cells, selectedFrom } = this.#sample;
    const share = Math.min(count / Math.max(cells.length, 1), 1);
    const base = this.#sample === this.#full ? 0 : cells.length;
    this.#drawRange(renderer, base, Math.round(share * selectedFrom), false);
    this.#drawRange(renderer, base + selectedFrom, Math.round(share * (cells.length - selectedFrom)), true);
  }

  /** Draws the cells from place `from` of the full order, at most `count`, into the current target. */
  drawPart(renderer: WebGLRenderer, from: number, count: number): void {
    this.#prepare();
    const to = Math.min(from + count, this.#full.cells.length);
    const middle = Math.min(Math.max(this.#full.selectedFrom, from), to);
    this.#drawRange(renderer, from, middle - from, false);
    this.#drawRange(renderer, middle, to - middle, true);
  }

  dispose(): void {
    this.#points.geometry.dispose();
    this.#points.material.dispose();
  }

  #drawRange(renderer: WebGLRenderer, start: number, count: number, selected: boolean): void {
    if (count <= 0) return;
    this.#dimmed.value.w = selected || !this.#selected ? 0 : DIMMED;
    this.#points.geometry.setDrawRange(start, count);
    this.#scene.render(renderer);
  }

  /** One index for both orders: the full one, then the sample's where it is another. */
  #prepare(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#sample = selectedLast(this.#shuffled, this.#selected);
    if (!this.#values) {
      this.#full = this.#sample;
      this.#setIndex(this.#full.cells);
      return;
    }
    this.#full = selectedLast(byValue(this.#shuffled, this.#values), this.#selected);
    const both = new Uint32Array(2 * this.#shuffled.length);
    both.set(this.#full.cells);
    both.set(this.#sample.cells, this.#shuffled.length);
    this.#setIndex(both);
  }

  #setIndex(index: Uint32Array<ArrayBuffer>): void {
    const { geometry } = this.#points;
    const known = geometry.index;
    if (known && known.array.length === index.length) {
      known.array = index;
      known.needsUpdate = true;
    } else geometry.setIndex(new BufferAttribute(index, 1));
  }

  /** Uploads to the buffer that is there when it has the same length. */
  #put(name: string, array: Float32Array | Uint8Array, size: number, normalized: boolean): void {
    const { geometry } = this.#points;
    const known = geometry.attributes[name];
    if (known instanceof BufferAttribute && known.array.length === array.length) {
      known.array = array;
      known.needsUpdate = true;
    } else geometry.setAttribute(name, new BufferAttribute(array, size, normalized));
  }
}
