import { drawDots as drawDiscs } from '../../../src-worker/drawing/dots.ts';
import type { Drawing } from '../drawing/nodes.ts';
import { loadFonts } from '../fonts/loadFonts.ts';
import type { FigureHooks, FigureMetadata } from '../formats.ts';
import { paceOf, partOf, unlessAborted, type Pace } from './pace.ts';
import { soundDrawing } from './soundDrawing.ts';
import { checkPixelSize } from './checkPixelSize.ts';
import { encodePixels } from './pixels/encodePixels.ts';
import { layersOf, type PixelLayer } from './pixels/layers.ts';
import { drawMarks } from './pixels/marks.ts';
import { beginPicture, type Band, type Picture } from './pixels/picture.ts';

export interface PixelOptions {
  dpi: number;
  format: 'png' | 'tiff';
  metadata: FigureMetadata;
}

/** Pixels drawn between two looks at whether the work shall end. */
const PIXELS_A_BAND = 8e6;
/** Dots between two such looks. */
const DOTS_AT_ONCE = 8192;

/**
 * A drawing as a PNG or TIFF file in sRGB that knows its size in millimetres and where it is from. Dots are drawn as the screen's shader
 * does, all else by librsvg; a drawing without a background is transparent where nothing is drawn.
 *
 * @throws DataError where that would be more pixels than can be drawn; CancelledError
 */
export async function paintPixels(
  drawing: Drawing,
  { dpi, format, metadata }: PixelOptions,
  hooks?: FigureHooks,
): Promise<Uint8Array> {
  const { width, height, background, children } = soundDrawing(drawing);
  const { columns, rows } = checkPixelSize(width, height, dpi);
  const pace = paceOf(hooks);
  const page = { x: 0, y: 0, width: (columns * 72) / dpi, height: (rows * 72) / dpi };
  const layers = layersOf(children, page, await loadFonts());
  const picture = beginPicture(columns, rows, background);
  const bandRows = Math.max(Math.ceil(PIXELS_A_BAND / columns), 1);
  for (let top = 0; top < rows; top += bandRows) {
    const band = { top, rows: Math.min(bandRows, rows - top), scale: dpi / 72 };
    await drawBand(picture, band, layers, partOf(pace, (0.8 * top) / rows, (0.8 * (top + band.rows)) / rows));
  }
  await pace(0.8);
  const encoding = encodePixels(picture, { dpi, format, opaque: background !== null, metadata });
  const bytes = await unlessAborted(encoding, hooks);
  await pace(1);
  return bytes;
}

async function drawBand(
  picture: Picture,
  band: Band,
  layers: readonly PixelLayer[],
  pace: Pace,
): Promise<void> {
  for (const [i, layer] of layers.entries()) {
    const part = partOf(pace, i / layers.length, (i + 1) / layers.length);
    await part(0);
    if (layer.kind === 'marks') await drawMarks(picture, band, layer.marks, part);
    else await drawDots(picture, band, layer, part);
  }
}

async function drawDots(
  picture: Picture,
  { top, rows, scale }: Band,
  layer: Extract<PixelLayer, { kind: 'dots' }>,
  pace: Pace,
): Promise<void> {
  for (const [m, { node, clip }] of layer.marks.entries()) {
    const count = node.points.length / 2;
    const within = {
      left: Math.round(scale * clip.x),
      right: Math.round(scale * (clip.x + clip.width)),
      top: Math.max(Math.round(scale * clip.y), top),
      bottom: Math.min(Math.round(scale * (clip.y + clip.height)), top + rows),
    };
    for (let i = 0; i < count; i += DOTS_AT_ONCE) {
      await pace((m + i / count) / layer.marks.length);
      drawDiscs(picture, node, { scale, x: 0, y: 0 }, [i, Math.min(i + DOTS_AT_ONCE, count)], within);
    }
  }
}
