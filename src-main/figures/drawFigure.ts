import type { Drawing, DrawingNode, TextNode } from './drawing/nodes.ts';
import { loadFonts, missingCharacters } from './fonts/loadFonts.ts';
import type { FigureFormat, FigureHooks, FigureMetadata } from './formats.ts';
import { composeFigure, type ComposedFigure } from './page/composeFigure.ts';
import { paintSvg } from './paint/paintSvg.ts';
import { writeFigure } from './paint/writeFigure.ts';
import type { PreparedFigure } from './prepareFigure.ts';
import { POINTS_PER_MM } from './spec/presets.ts';

/** A figure as it would be exported. */
export interface FigurePreview extends Pick<
  ComposedFigure,
  'notes' | 'caption' | 'description' | 'panels' | 'colors'
> {
  /** A whole SVG document, text as outlines, so that it looks alike on every machine. Its user units are points. */
  svg: string;
  /** In mm. */
  width: number;
  height: number;
}

/** Where a figure goes, and as what. */
export interface FigureTarget {
  path: string;
  /** Written into the file. */
  title: string;
  format: FigureFormat;
  /** Of PNG and TIFF. */
  dpi: number;
}

/** In a preview, more cells of a panel than this are pixels: a screen shows no difference, and the page stays quick. */
const MOST_PREVIEW_DOTS = 3000;
/** Of these pixels, up to so many a side. */
const PREVIEW_DPI = 200;
const MOST_PREVIEW_PIXELS = 2400;

/** Draws a figure for the screen. @throws DataError where a fixed height has no room for the panels. */
export async function previewFigure(figure: PreparedFigure): Promise<FigurePreview> {
  const { drawing, ...told } = await compose(figure);
  const inches = Math.max(drawing.width, drawing.height) / 72;
  const svg = await paintSvg(
    { ...drawing, children: drawing.children.map(light) },
    {
      text: 'outlines',
      rasterDpi: Math.min(PREVIEW_DPI, MOST_PREVIEW_PIXELS / inches),
      metadata: metadataOf(figure, figure.spec.title, told.description),
    },
  );
  return { svg, width: drawing.width / POINTS_PER_MM, height: drawing.height / POINTS_PER_MM, ...told };
}

/**
 * Draws a figure into a file, whole or not at all; gives what its reader should know.
 *
 * @throws DataError where the place cannot be written to, the disk is full, or the picture would have too many pixels;
 *   CancelledError.
 */
export async function exportFigure(
  figure: PreparedFigure,
  { path, title, format, dpi }: FigureTarget,
  hooks: FigureHooks = {},
): Promise<string[]> {
  const { drawing, notes, description } = await compose(figure);
  const { svgText: text, rasterDpi } = figure.spec;
  const metadata = metadataOf(figure, title, description);
  await writeFigure(drawing, path, { format, dpi, text, rasterDpi, metadata }, hooks);
  return notes;
}

async function compose({ spec, data }: PreparedFigure): Promise<ComposedFigure> {
  const fonts = await loadFonts();
  const composed = composeFigure(spec, data, fonts.measure);
  const missing = missingCharacters(fonts, textsOf(composed.drawing.children));
  if (missing.length === 0) return composed;
  const note = `The font has no sign for ${missing.map((sign) => `“${sign}”`).join(', ')}; “�” stands in ${missing.length === 1 ? 'its place' : 'their places'}.`;
  return { ...composed, notes: [...composed.notes, note] };
}

function metadataOf({ data }: PreparedFigure, title: string, description: string): FigureMetadata {
  return { title, description, provenance: data.provenance };
}

function* textsOf(nodes: Drawing['children']): Generator<TextNode> {
  for (const node of nodes)
    if (node.kind === 'text') yield node;
    else if (node.kind === 'group') yield* textsOf(node.children);
}

/** The mark with many dots as pixels. */
function light(node: DrawingNode): DrawingNode {
  if (node.kind === 'group') return { ...node, children: node.children.map(light) };
  return node.kind === 'dots' && node.points.length > 2 * MOST_PREVIEW_DOTS
    ? { ...node, raster: true }
    : node;
}
