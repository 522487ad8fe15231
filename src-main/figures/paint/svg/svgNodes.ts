import type {
  DotsNode,
  DrawingNode,
  GroupNode,
  PictureNode,
  RampNode,
  Rectangle,
  ShapeNode,
  Stroke,
} from '../../drawing/nodes.ts';
import type { Fonts } from '../../fonts/loadFonts.ts';
import { batchDots, MOST_CIRCLES } from '../dotBatches.ts';
import { pictureOfDots } from '../dotPicture.ts';
import { enlarged } from '../enlarged.ts';
import { decimal } from '../numbers.ts';
import { paced, type Pace } from '../pace.ts';
import { encodePng } from '../png.ts';
import { attributes, Ids } from './markup.ts';
import { linesData, pathData } from './pathData.ts';
import { svgText } from './svgText.ts';

export type SvgText = 'text' | 'outlines';

/** Writes the marks of one SVG file, and keeps what they refer to. */
export class SvgNodes {
  readonly #fonts: Fonts;
  readonly #options: { text: SvgText; rasterDpi: number };
  readonly #ids = new Ids();
  /** Ids of clips and gradients by their elements without one. */
  readonly #defined = new Map<string, string>();

  constructor(fonts: Fonts, options: { text: SvgText; rasterDpi: number }) {
    this.#fonts = fonts;
    this.#options = options;
  }

  /** The marks of a file; its groups are layers. */
  async layers(nodes: readonly DrawingNode[], pace: Pace): Promise<string> {
    let marks = '';
    for (const [node, part] of paced(nodes, pace)) {
      await part(0);
      marks += await this.#node(node, true, part);
    }
    return marks;
  }

  /** What the marks written so far refer to; empty where there is nothing. */
  definitions(): string {
    if (this.#defined.size === 0) return '';
    const elements = [...this.#defined].map(([element, id]) => element.replace(/[ >]/, ` id="${id}"$&`));
    return `<defs>\n${elements.join('\n')}\n</defs>`;
  }

  async #node(node: DrawingNode, top: boolean, pace: Pace): Promise<string> {
    switch (node.kind) {
      case 'group':
        return this.#group(node, top, pace);
      case 'shape':
        return shape(node);
      case 'lines':
        return `<path${attributes({ ...strokeOf(node.stroke), fill: 'none' })} d="${linesData(node.points, node.offsets)}"/>\n`;
      case 'dots':
        return node.raster ? this.#dotPicture(node, pace) : this.#dots(node, pace);
      case 'text':
        return `${svgText(node, this.#fonts.faces[node.style], this.#options.text)}\n`;
      case 'ramp':
        return this.#ramp(node);
      case 'picture':
        return this.#picture(node);
    }
  }

  async #group({ name, clip, children }: GroupNode, top: boolean, pace: Pace): Promise<string> {
    const opening = attributes({
      id: this.#ids.make(name),
      'inkscape:label': name,
      'inkscape:groupmode': top ? 'layer' : undefined,
      'clip-path': clip && `url(#${this.#define('clip', clipPath(clip))})`,
    });
    let marks = '';
    for (const [child, part] of paced(children, pace)) marks += await this.#node(child, false, part);
    return `<g${opening}>\n${marks}</g>\n`;
  }

  async #dots(node: DotsNode, pace: Pace): Promise<string> {
    const { points, radius } = node;
    if (points.length / 2 <= MOST_CIRCLES) return circles(node);
    const paths: string[] = [];
    for (const { color, opacity, dots } of await batchDots(node, pace)) {
      let data = '';
      for (const dot of dots) data += `M${decimal(points[2 * dot])} ${decimal(points[2 * dot + 1])}h.01`;
      paths.push(`<path${attributes({ stroke: color, 'stroke-opacity': share(opacity) })} d="${data}"/>`);
    }
    const common = { fill: 'none', 'stroke-width': decimal(2 * radius, 4), 'stroke-linecap': 'round' };
    return `<g${attributes(common)}>\n${paths.join('\n')}\n</g>\n`;
  }

  async #dotPicture(node: DotsNode, pace: Pace): Promise<string> {
    const picture = await pictureOfDots(node, this.#options.rasterDpi, pace);
    const png = await encodePng(picture.pixels, picture.columns, picture.rows);
    return image(picture, png);
  }

  async #picture(node: PictureNode): Promise<string> {
    const { columns, rows, pixels } = enlarged(node, this.#options.rasterDpi);
    return image(node, await encodePng(pixels, columns, rows), 'pixelated');
  }

  #ramp({ stops, direction, ...rectangle }: RampNode): string {
    const line = direction === 'up' ? { x1: 0, y1: 1, x2: 0, y2: 0 } : {};
    const marks = stops.map(
      (color, i) =>
        `<stop${attributes({ offset: decimal(i / Math.max(stops.length - 1, 1), 4), 'stop-color': color })}/>`,
    );
    const id = this.#define('ramp', `<linearGradient${attributes(line)}>${marks.join('')}</linearGradient>`);
    return `<rect${attributes({ ...rectangleOf(rectangle), fill: `url(#${id})` })}/>\n`;
  }

  /** The id of an element in the file's definitions, the same for the same element. */
  #define(kind: string, element: string): string {
    const known = this.#defined.get(element);
    if (known) return known;
    const id = this.#ids.make(kind);
    this.#defined.set(element, id);
    return id;
  }
}

function shape({ commands, fill, stroke }: ShapeNode): string {
  return `<path${attributes({
    fill: fill?.color ?? 'none',
    'fill-opacity': fill && share(fill.opacity),
    ...(stroke && strokeOf(stroke)),
    d: pathData(commands),
  })}/>\n`;
}

function strokeOf({ color, opacity, width, dash, cap = 'round' }: Stroke) {
  return {
    stroke: color,
    'stroke-opacity': share(opacity),
    'stroke-width': decimal(width, 4),
    'stroke-linecap': cap === 'round' ? cap : undefined,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash?.map((length) => decimal(length)).join(' '),
  };
}

function circles({ points, colors, radius }: DotsNode): string {
  let marks = '';
  for (let i = 0; i < points.length / 2; i++) {
    const [red, green, blue, alpha] = colors.subarray(4 * i, 4 * i + 4);
    marks += `<circle${attributes({
      cx: decimal(points[2 * i]),
      cy: decimal(points[2 * i + 1]),
      r: decimal(radius, 4),
      fill: `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`,
      'fill-opacity': share(alpha / 255),
    })}/>\n`;
  }
  return marks;
}

function image(rectangle: Rectangle, png: Buffer, rendering?: string): string {
  return `<image${attributes({
    ...rectangleOf(rectangle, 4),
    preserveAspectRatio: 'none',
    'image-rendering': rendering,
  })} xlink:href="data:image/png;base64,${png.toString('base64')}"/>\n`;
}

function clipPath(clip: Rectangle): string {
  return `<clipPath><rect${attributes(rectangleOf(clip))}/></clipPath>`;
}

function rectangleOf({ x, y, width, height }: Rectangle, decimals = 2) {
  return {
    x: decimal(x, decimals),
    y: decimal(y, decimals),
    width: decimal(width, decimals),
    height: decimal(height, decimals),
  };
}

/** An opacity as an attribute, which full ones need not have. */
function share(opacity: number): string | undefined {
  return opacity < 1 ? decimal(opacity, 3) : undefined;
}
