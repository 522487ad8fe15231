import { inflateSync } from 'node:zlib';

import { PDFiumLibrary } from '@hyzyla/pdfium';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';

import { paintPixels } from './paintPixels.ts';
import { TEST_METADATA, testDots, testDrawing } from './testDrawing.ts';
import { paintPdf } from './paintPdf.ts';

const options = { rasterDpi: 300, metadata: TEST_METADATA };
const bytes = await paintPdf(testDrawing(), options);
const opened = (data: Uint8Array) => getDocument({ data: Uint8Array.from(data), verbosity: 0 }).promise;
const file = await opened(bytes);
const page = await file.getPage(1);

/** What the page's operators are, unpacked. */
function contents(data: Uint8Array): string {
  const text = Buffer.from(data).toString('latin1');
  const streams = [...text.matchAll(/stream\n([^]*?)\nendstream/g)].map(([, stream]) =>
    Buffer.from(stream, 'latin1'),
  );
  const unpacked = streams
    .filter(([first]) => first === 0x78)
    .map((stream) => inflateSync(stream).toString('latin1'));
  return unpacked.find((stream) => stream.includes(' Tf')) ?? '';
}

describe('a PDF file', () => {
  it('is one page just as large as the drawing', () => {
    expect(file.numPages).toBe(1);
    expect(page.view).toEqual([0, 0, 240, 160]);
  });

  it('has its text as text, once each', async () => {
    const { items } = await page.getTextContent();
    const texts = items.map((item) => ('str' in item ? item.str : '')).filter((text) => text.trim() !== '');
    expect(texts).toEqual(['Ductal', 'AVA To β₂ → x²', 'rotated', '\ufffd\ufffd A\ufffdB & <C> \ufffd']);
  });

  it('says what a text is whose characters the font lacks', () => {
    const names = Buffer.from('\ufeff細胞 A\ufffdB & <C> 😀', 'utf16le').swap16().toString('latin1');
    expect(contents(bytes)).toContain(`/ActualText (${names})`);
  });

  it('sets text where it was measured', async () => {
    const { items } = await page.getTextContent();
    const places = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
    const [ductal, formula, , names] = places;
    expect(ductal.transform[4] + ductal.width / 2).toBeCloseTo(60, 1);
    expect(formula.transform[4]).toBeCloseTo(140, 1);
    expect(names.transform[4] + names.width).toBeCloseTo(220, 1);
    expect(160 - formula.transform[5]).toBeCloseTo(20, 3);
  });

  it('embeds subsets of its fonts', async () => {
    await page.getOperatorList();
    const names = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/BaseFont \/([\w+-]+)/g),
    ].map(([, n]) => n);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+Arimo-(Regular|Bold|Italic)$/);
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/FontFile2/g),
    ).toHaveLength(3);
    expect(bytes.length).toBeLessThan(40_000);
  });

  it('says what it is and where it is from', async () => {
    const { info, metadata } = await file.getMetadata();
    expect(info).toMatchObject({
      Title: TEST_METADATA.title,
      Subject: TEST_METADATA.description,
      Creator: 'RNAVelocity 0.1.0',
      Keywords: 'RNA velocity, pancreas & <test>, Run "1", dynamical',
      CreationDate: 'D:20240506070809Z',
    });
    expect(metadata?.get('dc:title')).toBe(TEST_METADATA.title);
    const packet = Buffer.from(bytes).toString('utf8');
    expect(packet).toContain('&quot;fingerprint&quot;:&quot;def456&quot;');
  });

  it('has its groups as layers', async () => {
    const layers = await file.getOptionalContentConfig();
    const names = [...(layers as Iterable<[string, { name: string }]>)].map(([, { name }]) => name);
    expect(names).toEqual(['Panel A', 'Panel B <&"> — 図', 'Panel A']);
  });

  it('is the same for the same drawing, with a date or without', async () => {
    expect(Buffer.compare(bytes, await paintPdf(testDrawing(), options))).toBe(0);
    const provenance = { ...TEST_METADATA.provenance, runs: [] };
    const undated = { rasterDpi: 300, metadata: { ...TEST_METADATA, provenance } };
    const [first, second] = await Promise.all([1, 2].map(() => paintPdf(testDrawing(), undated)));
    expect(Buffer.compare(first, second)).toBe(0);
    expect((await (await opened(first)).getMetadata()).info).not.toHaveProperty('CreationDate');
  });

  it('has dots in pixels where they shall be', async () => {
    const drawing = { ...testDrawing(), children: [testDots(500, { raster: true })] };
    const pixels = await opened(await paintPdf(drawing, options));
    const { fnArray } = await (await pixels.getPage(1)).getOperatorList();
    expect(fnArray.filter((operator) => operator === OPS.paintImageXObject)).toHaveLength(1);
  });

  it('looks like the picture of the same drawing', async () => {
    const png = PNG.sync.read(
      Buffer.from(await paintPixels(testDrawing(), { dpi: 288, format: 'png', metadata: TEST_METADATA })),
    );
    const library = await PDFiumLibrary.init();
    try {
      const document = await library.loadDocument(bytes);
      const { data, width, height } = await document.getPage(0).render({ scale: 4, render: 'bitmap' });
      expect([width, height]).toEqual([png.width, png.height]);
      let sum = 0;
      for (let i = 0; i < data.length; i++) if (i % 4 < 3) sum += Math.abs(data[i] - png.data[i]);
      expect(sum / (3 * width * height)).toBeLessThan(2.5);
      document.destroy();
    } finally {
      library.destroy();
    }
  });
});
