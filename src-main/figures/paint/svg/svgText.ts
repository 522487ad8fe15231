import type { TextNode } from '../../drawing/nodes.ts';
import type { Typeface } from '../../fonts/typeface.ts';
import { anchorShare } from '../anchor.ts';
import { decimal } from '../numbers.ts';
import { attributes, escapeXml } from './markup.ts';
import { pathData } from './pathData.ts';

/** A line of text as an element of SVG: as text, or as the outlines of its letters. */
export function svgText(node: TextNode, face: Typeface, as: 'text' | 'outlines'): string {
  return as === 'text' ? textElement(node) : outlineElements(node, face);
}

function textElement({ text, x, y, size, style, anchor, ink, rotate, halo }: TextNode): string {
  const around = halo && {
    stroke: halo.color,
    'stroke-opacity': halo.opacity < 1 ? decimal(halo.opacity, 3) : undefined,
    'stroke-width': decimal(2 * halo.width),
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  };
  return `<text${attributes({
    x: decimal(x),
    y: decimal(y),
    'font-size': decimal(size, 4),
    'font-weight': style === 'bold' ? 'bold' : undefined,
    'font-style': style === 'italic' ? 'italic' : undefined,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    ...fillOf(ink),
    ...around,
    transform: rotate === undefined ? undefined : `rotate(${decimal(rotate)} ${decimal(x)} ${decimal(y)})`,
    'xml:space': /^ | {2}| $/.test(text) ? 'preserve' : undefined,
  })}>${escapeXml(text)}</text>`;
}

function outlineElements({ text, x, y, size, anchor, ink, rotate, halo }: TextNode, face: Typeface): string {
  const start = x - anchorShare(anchor) * face.width(text, size);
  const turn = rotate === undefined ? '' : `rotate(${decimal(rotate)} ${decimal(x)} ${decimal(y)}) `;
  const data = pathData(face.outline(text, size), 3);
  const common = {
    transform: `${turn}translate(${decimal(start, 3)} ${decimal(y, 3)})`,
    d: data,
  };
  const below = halo
    ? `<path${attributes({
        fill: 'none',
        stroke: halo.color,
        'stroke-opacity': halo.opacity < 1 ? decimal(halo.opacity, 3) : undefined,
        'stroke-width': decimal(2 * halo.width),
        'stroke-linejoin': 'round',
        ...common,
      })}/>`
    : '';
  return `<g${attributes({ 'aria-label': text })}>${below}<path${attributes({ ...fillOf(ink), ...common })}/></g>`;
}

function fillOf({ color, opacity }: TextNode['ink']) {
  return { fill: color, 'fill-opacity': opacity < 1 ? decimal(opacity, 3) : undefined };
}
