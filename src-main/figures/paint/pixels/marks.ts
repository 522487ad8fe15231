import sharp from 'sharp';

import type { DrawingNode, Rectangle } from '../../drawing/nodes.ts';
import { loadFonts } from '../../fonts/loadFonts.ts';
import { around, boundsOf, meet } from '../bounds.ts';
import { decimal } from '../numbers.ts';
import { partOf, type Pace } from '../pace.ts';
import { attributes } from '../svg/markup.ts';
import { SvgNodes } from '../svg/svgNodes.ts';
import { layOver, type Band, type Picture } from './picture.ts';

/** Draws marks other than many dots over the band of a picture. */
export async function drawMarks(
  picture: Picture,
  { top, rows, scale }: Band,
  marks: readonly { node: Exclude<DrawingNode, { kind: 'group' }>; clip: Rectangle }[],
  pace: Pace,
): Promise<void> {
  const fonts = await loadFonts();
  const band = { x: 0, y: top / scale, width: picture.width / scale, height: rows / scale };
  const seen = marks.filter(({ node }) => {
    const { x, y, width, height } = boundsOf(node, fonts);
    // A pixel more, over which edges are softened.
    return meet(around([x, y, x + width, y + height], 1 / scale), band);
  });
  if (seen.length === 0) return;
  const nodes = new SvgNodes(fonts, { text: 'outlines', rasterDpi: 1 });
  const drawn = await nodes.layers(clipped(seen), partOf(pace, 0, 0.2));
  const svg = [
    `<svg${attributes({
      xmlns: 'http://www.w3.org/2000/svg',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      'xmlns:inkscape': 'http://www.inkscape.org/namespaces/inkscape',
      width: picture.width,
      height: rows,
      viewBox: [0, band.y, band.width, band.height].map((value) => decimal(value, 6)).join(' '),
    })}>`,
    nodes.definitions(),
    drawn,
    '</svg>',
  ].join('\n');
  const pixels = await sharp(Buffer.from(svg), { unlimited: true, limitInputPixels: false })
    .ensureAlpha()
    .raw()
    .toBuffer();
  layOver(picture, pixels, top);
}

/** The marks in groups with a common clip. */
function clipped(marks: readonly { node: DrawingNode; clip: Rectangle }[]): DrawingNode[] {
  const groups: { kind: 'group'; name: string; clip: Rectangle; children: DrawingNode[] }[] = [];
  for (const { node, clip } of marks) {
    const last = groups.at(-1);
    if (last?.clip === clip) last.children.push(node);
    else groups.push({ kind: 'group', name: 'marks', clip, children: [node] });
  }
  return groups;
}
