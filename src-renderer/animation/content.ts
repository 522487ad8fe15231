import type { ColorMap, Rgb } from '../../src-worker/drawing/colors/sequential.ts';
import type { VectorField } from '../../src-worker/drawing/vectorField.ts';
import type { Size, View } from '../../src-worker/drawing/view.ts';

/** What colours mean. */
export type AnimationLegend =
  | { kind: 'labels'; title: string; entries: { label: string; color: Rgb }[] }
  | { kind: 'numbers'; title: string; meaning: string; map: ColorMap; range: [low: number, high: number] };

/** What an animation shows: the embedding as it was when it was asked for, whatever the window shows meanwhile. */
export interface AnimationContent {
  /** (x, y) a cell. */
  positions: Float32Array;
  /** RGBA a cell; alpha 0 hides it. */
  colors: Uint8Array;
  /** A value a cell: higher ones lie above lower ones. */
  order: ArrayLike<number> | undefined;
  /** 1 a selected cell; the others are dimmed. */
  selected: Uint8Array | undefined;
  field: VectorField;
  /** Size of the points beside the usual one for their number. */
  pointScale: number;
  /** Where the user looked, on a stage of that many CSS pixels; undefined for everything. */
  view: View | undefined;
  stage: Size;
  /** Names of clusters, in data coordinates. */
  labels: { text: string; x: number; y: number }[];
  legend: AnimationLegend | undefined;
  /** What the file says of itself. */
  title: string;
  comment: string;
}
