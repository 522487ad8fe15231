import type { Drawing, DrawingNode, GroupNode, RampNode } from '../drawing/nodes.ts';
import { loadFonts, type Fonts } from '../fonts/loadFonts.ts';
import type { FigureHooks, FigureMetadata } from '../formats.ts';
import { pictureOfDots } from './dotPicture.ts';
import { enlarged } from './enlarged.ts';
import { paced, paceOf, partOf, type Pace } from './pace.ts';
import { soundDrawing } from './soundDrawing.ts';
import { FigureDocument } from './pdf/figureDocument.ts';
import { drawDots } from './pdf/pdfDots.ts';
import { pdfImage } from './pdf/pdfImage.ts';
import { drawLines, drawShape } from './pdf/pdfPaths.ts';
import { drawText } from './pdf/pdfText.ts';

export interface PdfOptions {
  /** Dots per inch of what is drawn in pixels. */
  rasterDpi: number;
  metadata: FigureMetadata;
}

/** All printable characters of ASCII, so that others that share their glyphs do not take their place when text is copied. */
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

/**
 * A drawing as a PDF file of one page, just as large: text stays text in embedded subsets of its fonts, groups are layers, and what the
 * figure is and where it is from is in the file's properties. The same drawing gives the same bytes.
 *
 * @throws CancelledError
 */
export async function paintPdf(
  drawing: Drawing,
  { rasterDpi, metadata }: PdfOptions,
  hooks?: FigureHooks,
): Promise<Uint8Array> {
  const { width, height, background, children } = soundDrawing(drawing);
  const pace = paceOf(hooks);
  const fonts = await loadFonts();
  const document = new FigureDocument([width, height], fonts.faces.regular.file, metadata);
  for (const [name, { file }] of Object.entries(fonts.faces)) {
    document.registerFont(name, Buffer.from(file));
    document.font(name).widthOfString(ASCII);
  }
  const context = { document, fonts, rasterDpi };
  if (background !== null) document.rect(0, 0, width, height).fill(background);
  for (const [node, part] of paced(children, partOf(pace, 0, 0.9))) {
    await part(0);
    if (node.kind !== 'group') await drawNode(context, node, part);
    else {
      document.beginLayer(node.name);
      await drawNode(context, node, part);
      document.endLayer();
    }
  }
  document.end();
  const bytes = await document.bytes();
  await pace(1);
  return bytes;
}

interface Context {
  document: FigureDocument;
  fonts: Fonts;
  rasterDpi: number;
}

async function drawNode(context: Context, node: DrawingNode, pace: Pace): Promise<void> {
  const { document, fonts, rasterDpi } = context;
  switch (node.kind) {
    case 'group':
      await drawGroup(context, node, pace);
      return;
    case 'shape':
      drawShape(document, node);
      return;
    case 'lines':
      drawLines(document, node.points, node.offsets, node.stroke);
      return;
    case 'dots': {
      if (!node.raster) {
        await drawDots(document, node, pace);
        return;
      }
      const picture = await pictureOfDots(node, rasterDpi, pace);
      const image = await pdfImage(document, picture.pixels, picture.columns, picture.rows);
      document.placeImage(image, picture.x, picture.y, picture.width, picture.height);
      return;
    }
    case 'text':
      drawText(document, node, fonts.faces[node.style]);
      return;
    case 'ramp':
      drawRamp(document, node);
      return;
    case 'picture': {
      const { columns, rows, pixels } = enlarged(node, rasterDpi);
      const image = await pdfImage(document, pixels, columns, rows);
      document.placeImage(image, node.x, node.y, node.width, node.height);
    }
  }
}

async function drawGroup(context: Context, { clip, children }: GroupNode, pace: Pace): Promise<void> {
  const { document } = context;
  if (clip) document.save().rect(clip.x, clip.y, clip.width, clip.height).clip();
  for (const [child, part] of paced(children, pace)) await drawNode(context, child, part);
  if (clip) document.restore();
}

function drawRamp(document: FigureDocument, ramp: RampNode): void {
  const { x, y, width, height, stops, direction } = ramp;
  const [right, top] = direction === 'right' ? [x + width, y] : [x, y];
  const gradient = document.linearGradient(x, direction === 'up' ? y + height : y, right, top);
  const last = Math.max(stops.length - 1, 1);
  for (let i = 0; i <= last; i++) gradient.stop(i / last, stops[Math.min(i, stops.length - 1)]);
  document.save().rect(x, y, width, height).fill(gradient).restore();
}
