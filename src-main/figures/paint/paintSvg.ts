import { POINTS_PER_MM } from '../spec/presets.ts';
import type { Drawing } from '../drawing/nodes.ts';
import { FONT_FAMILY, loadFonts } from '../fonts/loadFonts.ts';
import type { FigureHooks, FigureMetadata } from '../formats.ts';
import { decimal } from './numbers.ts';
import { paceOf } from './pace.ts';
import { provenanceRdf } from './provenanceXml.ts';
import { soundDrawing } from './soundDrawing.ts';
import { attributes, escapeXml } from './svg/markup.ts';
import { SvgNodes, type SvgText } from './svg/svgNodes.ts';

export interface SvgOptions {
  /** Text that can be edited, or its letters' outlines, which look the same everywhere. */
  text: SvgText;
  /** Dots per inch of what is drawn in pixels. */
  rasterDpi: number;
  metadata: FigureMetadata;
}

/**
 * A drawing as an SVG file: in millimetres, with a viewBox in points, groups as named layers, and its provenance in `metadata`.
 *
 * @throws CancelledError
 */
export async function paintSvg(drawing: Drawing, options: SvgOptions, hooks?: FigureHooks): Promise<string> {
  const { width, height, background, children } = soundDrawing(drawing);
  const { metadata, text, rasterDpi } = options;
  const nodes = new SvgNodes(await loadFonts(), { text, rasterDpi });
  const ground = background === null ? '' : `<rect width="100%" height="100%" fill="${background}"/>\n`;
  const marks = await nodes.layers(children, paceOf(hooks));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg${attributes({
      xmlns: 'http://www.w3.org/2000/svg',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      'xmlns:inkscape': 'http://www.inkscape.org/namespaces/inkscape',
      version: '1.1',
      width: `${decimal(width / POINTS_PER_MM, 4)}mm`,
      height: `${decimal(height / POINTS_PER_MM, 4)}mm`,
      viewBox: `0 0 ${decimal(width, 4)} ${decimal(height, 4)}`,
      role: 'img',
      'font-family': text === 'text' ? FONT_FAMILY : undefined,
    })}>`,
    `<title>${escapeXml(metadata.title)}</title>`,
    `<desc>${escapeXml(metadata.description)}</desc>`,
    `<metadata>\n${provenanceRdf(metadata, 'image/svg+xml')}\n</metadata>`,
    nodes.definitions(),
    `${ground}${marks}</svg>`,
    '',
  ]
    .filter((part, i) => part !== '' || i === 6)
    .join('\n');
}
