import { readFileSync } from 'node:fs';

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PNG } from 'pngjs';
import { decode } from 'tiff';

/* What exported figures hold, as parsers say that are none of ours. */

export interface SvgFacts {
  valid: boolean;
  /** In mm. */
  width: number;
  height: number;
  /** Names of the layers, from the outermost in. */
  layers: string[];
  texts: string[];
  /** Numbers that are none. */
  broken: boolean;
}

export function readSvg(path: string): SvgFacts {
  const text = readFileSync(path, 'utf8');
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });
  const { svg } = parser.parse(text) as { svg: XmlNode };
  const layers: string[] = [];
  const texts: string[] = [];
  walk(svg, (name, node) => {
    const label = node['@inkscape:label'];
    if (name === 'g' && typeof label === 'string') layers.push(label);
  });
  collectTexts(svg, texts);
  return {
    valid: XMLValidator.validate(text) === true,
    width: Number.parseFloat(svg['@width'] as string),
    height: Number.parseFloat(svg['@height'] as string),
    layers,
    texts,
    broken: /NaN|Infinity|undefined/.test(text),
  };
}

export interface PdfFacts {
  pages: number;
  /** In mm. */
  width: number;
  height: number;
  text: string;
  /** Names of fonts, and whether each is embedded. */
  fonts: { name: string; embedded: boolean }[];
  images: number;
  title: string;
  keywords: string;
}

export async function readPdf(path: string): Promise<PdfFacts> {
  const task = getDocument({
    data: new Uint8Array(readFileSync(path)),
    verbosity: 0,
    fontExtraProperties: true,
  });
  const document = await task.promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const { fnArray, argsArray } = await page.getOperatorList();
  const fonts = new Map<string, boolean>();
  fnArray.forEach((operator, i) => {
    if (operator !== OPS.setFont) return;
    const font = page.commonObjs.get((argsArray[i] as [string])[0]) as {
      name: string;
      data?: Uint8Array;
    };
    fonts.set(font.name, (font.data?.length ?? 0) > 0);
  });
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Keywords?: string } };
  const facts = {
    pages: document.numPages,
    width: ((page.view[2] - page.view[0]) * 25.4) / 72,
    height: ((page.view[3] - page.view[1]) * 25.4) / 72,
    text: items.map((item) => ('str' in item ? item.str : '')).join('\n'),
    fonts: [...fonts].map(([name, embedded]) => ({ name, embedded })),
    images: fnArray.filter((operator) => operator === OPS.paintImageXObject).length,
    title: info.Title ?? '',
    keywords: info.Keywords ?? '',
  };
  await task.destroy();
  return facts;
}

export interface PixelFacts {
  columns: number;
  rows: number;
  dpi: number;
  /** In mm, as the file says. */
  width: number;
  height: number;
  /** Share of pixels that are not the ground's colour. */
  ink: number;
}

export function readPng(path: string): PixelFacts {
  const bytes = readFileSync(path);
  const { width: columns, height: rows, data } = PNG.sync.read(bytes);
  const perMeter = bytes.readUInt32BE(bytes.indexOf('pHYs') + 4);
  return pixelFacts(columns, rows, (perMeter * 25.4) / 1000, data, 4);
}

export function readTiff(path: string): PixelFacts {
  const [picture] = decode(readFileSync(path));
  const { width, height, xResolution, samplesPerPixel, data } = picture;
  return pixelFacts(width, height, xResolution, data as Uint8Array, samplesPerPixel);
}

function pixelFacts(
  columns: number,
  rows: number,
  dpi: number,
  data: Uint8Array,
  channels: number,
): PixelFacts {
  let inked = 0;
  for (let p = 0; p < columns * rows; p++)
    if (data[p * channels] + data[p * channels + 1] + data[p * channels + 2] < 3 * 250) inked++;
  return {
    columns,
    rows,
    dpi: Math.round(dpi),
    width: (columns / dpi) * 25.4,
    height: (rows / dpi) * 25.4,
    ink: inked / (columns * rows),
  };
}

interface XmlNode {
  [name: string]: string | XmlNode | (string | XmlNode)[];
}

function walk(node: XmlNode, visit: (name: string, node: XmlNode) => void): void {
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object') {
        visit(name, child);
        walk(child, visit);
      }
}

/** What stands in `text` elements, with or without attributes. */
function collectTexts(node: XmlNode, texts: string[]): void {
  for (const [name, value] of Object.entries(node))
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object') {
        if (name === 'text' && typeof child['#text'] === 'string') texts.push(child['#text']);
        collectTexts(child, texts);
      } else if (name === 'text') texts.push(child);
    }
}
