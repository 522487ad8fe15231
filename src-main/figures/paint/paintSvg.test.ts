import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';

import { CancelledError } from '../../../src-worker/data/errors.ts';
import { TEST_METADATA, testDots, testDrawing } from './testDrawing.ts';
import { paintSvg } from './paintSvg.ts';

const options = { text: 'text', rasterDpi: 300, metadata: TEST_METADATA } as const;
const svg = await paintSvg(testDrawing(), options);
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });
const file = (parser.parse(svg) as { svg: Element }).svg;

type Element = Record<string, string> & { g: Element[] } & Record<string, Element[]>;

describe('an SVG file', () => {
  it('is valid XML, as large as the drawing, in millimetres and points', () => {
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(file['@width']).toBe('84.6667mm');
    expect(file['@height']).toBe('56.4444mm');
    expect(file['@viewBox']).toBe('0 0 240 160');
  });

  it('has no number that is none', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null\b(?!,)/);
  });

  it('has its groups as layers with their names, and ids that are unique', () => {
    expect(file.g.map((group) => group['@inkscape:label'])).toEqual([
      'Panel A',
      'Panel B <&"> — 図',
      'Panel A',
    ]);
    expect(file.g.every((group) => group['@inkscape:groupmode'] === 'layer')).toBe(true);
    expect(file.g[0].g.map((group) => group['@inkscape:label'])).toEqual(['cells', 'streamlines']);
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z_][\w.-]*$/);
    for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  });

  it('says what it is and where it is from', () => {
    expect(file.title).toBe(TEST_METADATA.title);
    expect(file.desc).toBe(TEST_METADATA.description);
    const work = (file.metadata as unknown as { 'rdf:RDF': { 'rdf:Description': Record<string, string> } })[
      'rdf:RDF'
    ]['rdf:Description'];
    expect(JSON.parse(work['rnavelocity:provenance'])).toEqual(TEST_METADATA.provenance);
  });

  it('has text that can be edited, in any characters', () => {
    expect(svg).toContain('font-family="Arimo, Arial, Helvetica, sans-serif"');
    expect(svg).toContain('>細胞 A\ufffdB &amp; &lt;C&gt; 😀</text>');
    expect(svg).toMatch(/paint-order="stroke"[^>]*>Ductal</);
    expect(svg).toMatch(/transform="rotate\(-90 130 80\)"[^>]*>rotated</);
  });

  it('has lines that end where a point is missing', () => {
    expect(svg).toContain('d="M20 80 60 60 100 80M80 95 100 90"');
  });

  it('cuts groups to their clips', () => {
    expect(svg).toMatch(/<clipPath id="clip"><rect x="5" y="20" width="110" height="120"\/>/);
    expect(svg).toMatch(/inkscape:label="cells" clip-path="url\(#clip\)"/);
  });

  it('has every dot in its place, few as circles and many as paths', () => {
    expect(svg.match(/<circle/g)).toHaveLength(4);
    expect(svg.match(/M[\d.]+ [\d.]+h\.01/g)).toHaveLength(900);
  });
});

describe('an SVG file with outlines', () => {
  it('has no text but the names of what it shows', async () => {
    const outlined = await paintSvg(testDrawing(), { ...options, text: 'outlines' });
    expect(XMLValidator.validate(outlined)).toBe(true);
    expect(outlined).not.toMatch(/<text|font-family/);
    expect(outlined).toContain('aria-label="Ductal"');
    expect(outlined).not.toMatch(/NaN|Infinity/);
  });
});

describe('pixels in an SVG file', () => {
  it('are one picture for dots that shall be, of the resolution asked for', async () => {
    const [panel] = testDrawing().children;
    const drawing = { ...testDrawing(), children: [testDots(500, { raster: true })] };
    const text = await paintSvg(drawing, options);
    expect(panel.kind).toBe('group');
    const found =
      /<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"[^>]*base64,([^"]+)/.exec(text);
    const [width, height] = [Number(found?.[3]), Number(found?.[4])];
    const png = PNG.sync.read(Buffer.from(found?.[5] ?? '', 'base64'));
    expect(png.width / (width / 72)).toBeCloseTo(300, 1);
    expect(png.height / (height / 72)).toBeCloseTo(300, 1);
    // Sixty points to the right of the page's edge and eighty down is the middle of a dot.
    const [x, y] = [(60 - Number(found?.[1])) / 0.24, (80 - Number(found?.[2])) / 0.24].map(Math.floor);
    expect([...png.data.subarray(4 * (y * png.width + x)).subarray(0, 4)]).toEqual([0, 114, 178, 255]);
    expect(text).not.toContain('stroke-linecap');
  });
});

it('ends when it is told to', async () => {
  const signal = AbortSignal.abort();
  await expect(paintSvg(testDrawing(), options, { signal })).rejects.toThrow(CancelledError);
});
