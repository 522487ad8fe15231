/**
 * A figure as it is drawn: a tree of marks in points (1/72 inch), x to the right and y down from the upper left corner. Panels compose
 * it, painters (SVG, PDF, pixels) draw it, and nothing is decided after it. Plain data: it can be sent to another thread.
 */
export interface Drawing {
  /** In points. */
  width: number;
  height: number;
  /** #rrggbb; null for none. */
  background: string | null;
  children: DrawingNode[];
}

export type DrawingNode = GroupNode | ShapeNode | LinesNode | DotsNode | TextNode | RampNode | PictureNode;

/** Ink: #rrggbb, and how much of it, 0 … 1. */
export interface Ink {
  color: string;
  opacity: number;
}

export interface Stroke extends Ink {
  /** In points. */
  width: number;
  /** Lengths of dashes and gaps in points; solid without. */
  dash?: readonly number[];
  /** `round` unless told. */
  cap?: 'butt' | 'round';
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Marks that belong together: a layer in SVG editors. */
export interface GroupNode {
  kind: 'group';
  /** What an editor shows, such as “Panel A” or “streamlines”. Painters make ids of it that are unique in the file. */
  name: string;
  children: DrawingNode[];
  /** What lies outside is not drawn. */
  clip?: Rectangle;
}

/** A filled or outlined shape. */
export interface ShapeNode {
  kind: 'shape';
  commands: PathCommand[];
  fill?: Ink;
  stroke?: Stroke;
}

/** M move, L line, C cubic Bézier, Z close; coordinates in points. */
export type PathCommand =
  | readonly ['M' | 'L', x: number, y: number]
  | readonly ['C', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ['Z'];

/** Open lines through points, all with one stroke. */
export interface LinesNode {
  kind: 'lines';
  /** (x, y) a point. */
  points: Float32Array;
  /** Where each line starts among the points, and the end of the last. */
  offsets: Uint32Array;
  stroke: Stroke;
}

/** Many discs of one size, the later ones above the earlier ones. */
export interface DotsNode {
  kind: 'dots';
  /** (x, y) a disc. */
  points: Float32Array;
  /** RGBA a disc; those of alpha 0 are not drawn. */
  colors: Uint8Array;
  /** In points. */
  radius: number;
  /** Whether they become pixels while lines and text stay vectors. */
  raster: boolean;
}

export type FontStyle = 'regular' | 'bold' | 'italic';

/** One line of text. */
export interface TextNode {
  kind: 'text';
  text: string;
  /** Of the anchor on the baseline. */
  x: number;
  y: number;
  /** In points. */
  size: number;
  style: FontStyle;
  anchor: 'start' | 'middle' | 'end';
  ink: Ink;
  /** Degrees clockwise around (x, y). */
  rotate?: number;
  /** Drawn round the letters to part them from what is beneath; it reaches `width` points beyond them. */
  halo?: { color: string; opacity: number; width: number };
}

/** A rectangle filled from its left to its right end, or from bottom to top, with even stops. */
export interface RampNode extends Rectangle {
  kind: 'ramp';
  /** #rrggbb from first to last, at even distances. */
  stops: string[];
  direction: 'right' | 'up';
}

/** Pixels stretched over a rectangle without smoothing, such as a heatmap's cells. */
export interface PictureNode extends Rectangle {
  kind: 'picture';
  columns: number;
  rows: number;
  /** RGBA a pixel, row by row from the top. */
  pixels: Uint8Array;
}
