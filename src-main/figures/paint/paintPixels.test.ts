import { PNG } from 'pngjs';
import sharp from 'sharp';
import { decode } from 'tiff';
import { describe, expect, it } from 'vitest';

import { CancelledError, DataError } from '../../../src-worker/data/errors.ts';
import { TEST_METADATA, testDots, testDrawing } from './testDrawing.ts';
import { checkPixelSize } from './checkPixelSize.ts';
import { paintPixels } from './paintPixels.ts';

const png = await paintPixels(testDrawing(), { dpi: 300, format: 'png', metadata: TEST_METADATA });
/** In a TIFF file's tags. */
const LZW = 5;
const at = ({ data, width }: { data: Uint8Array; width: number }, x: number, y: number): number[] => [
  ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

describe('a PNG file', () => {
  it('knows its size on paper', () => {
    const { width, height } = PNG.sync.read(Buffer.from(png));
    expect([width, height]).toEqual([1000, 667]);
    const place = Buffer.from(png).indexOf('pHYs');
    const perMeter = Buffer.from(png).readUInt32BE(place + 4);
    expect(perMeter).toBe(11811);
    expect((1000 * width) / perMeter).toBeCloseTo(84.67, 1);
  });

  it('is of true colours in sRGB, without opacity where it has a ground', async () => {
    const { channels, depth, space, icc, xmp, exif } = await sharp(png).metadata();
    expect([channels, depth, space]).toEqual([3, 'uchar', 'srgb']);
    expect(icc?.toString('latin1').replaceAll('\0', '')).toContain('sRGB');
    expect(xmp?.toString()).toContain('&quot;fingerprint&quot;:&quot;def456&quot;');
    expect(exif?.toString('latin1')).toContain('RNAVelocity 0.1.0');
  });

  it('keeps colours as they are', () => {
    const pixels = PNG.sync.read(Buffer.from(png));
    expect(at(pixels, Math.round(147 * (300 / 72)), Math.round(36 * (300 / 72)))).toEqual([0, 255, 128, 255]);
    expect(at(pixels, 792, 417)).toEqual([0, 114, 178, 255]);
    expect(at(pixels, 2, 2)).toEqual([255, 255, 255, 255]);
  });

  it('is transparent where nothing is drawn and there is no ground', async () => {
    const drawing = { ...testDrawing(), background: null };
    const clear = PNG.sync.read(
      Buffer.from(await paintPixels(drawing, { dpi: 72, format: 'png', metadata: TEST_METADATA })),
    );
    expect(at(clear, 0, 0)).toEqual([0, 0, 0, 0]);
    expect(at(clear, 190, 100)).toEqual([0, 114, 178, 255]);
  });

  it('is the same whether drawn in one part or in many', async () => {
    const decoded = async (width: number, height: number) => {
      const drawing = { ...testDrawing(), width, height };
      const file = await paintPixels(drawing, { dpi: 600, format: 'png', metadata: TEST_METADATA });
      return (await sharp(file)
        .extract({ left: 0, top: 0, width: 2000, height: 1333 })
        .raw()
        .toBuffer()) as Uint8Array;
    };
    const [whole, parts] = [await decoded(240, 160), await decoded(480, 320)];
    let most = 0;
    for (let i = 0; i < whole.length; i++) most = Math.max(most, Math.abs(whole[i] - parts[i]));
    expect(most).toBeLessThanOrEqual(4);
  });

  it('draws each dot above those before it and below what follows', async () => {
    const red = testDots(400, {
      colors: new Uint8Array(1600).fill(255).map((_, i) => (i % 4 === 1 || i % 4 === 2 ? 0 : 255)),
      radius: 8,
    });
    const cover = { ...red, colors: Uint8Array.from({ length: 1600 }, (_, i) => (i % 4 === 0 ? 0 : 255)) };
    const bar = {
      kind: 'shape' as const,
      commands: [
        ['M', 60, 0],
        ['L', 60, 160],
      ] as const,
      stroke: { color: '#000000', opacity: 1, width: 4 },
    };
    const drawing = { ...testDrawing(), children: [red, { ...bar, commands: [...bar.commands] }, cover] };
    const pixels = PNG.sync.read(
      Buffer.from(await paintPixels(drawing, { dpi: 72, format: 'png', metadata: TEST_METADATA })),
    );
    expect(at(pixels, 60, 80)).toEqual([0, 255, 255, 255]);
    expect(at(pixels, 60, 5)).toEqual([0, 0, 0, 255]);
  });
});

describe('a TIFF file', () => {
  it('knows its size on paper and is compressed without loss', async () => {
    const tiff = await paintPixels(testDrawing(), { dpi: 300, format: 'tiff', metadata: TEST_METADATA });
    const [picture] = decode(tiff);
    expect([picture.width, picture.height, picture.samplesPerPixel]).toEqual([1000, 667, 3]);
    expect([picture.xResolution, picture.yResolution, picture.resolutionUnit]).toEqual([300, 300, 2]);
    const reference = PNG.sync.read(Buffer.from(png));
    for (let i = 0; i < 667_000; i += 997)
      expect([...picture.data.subarray(3 * i, 3 * i + 3)]).toEqual([
        ...reference.data.subarray(4 * i, 4 * i + 3),
      ]);
    expect((await sharp(tiff).metadata()).xmp?.toString()).toContain('def456');
    expect(picture.compression).toBe(LZW);
  });
});

describe('the most pixels', () => {
  it('are told with what can be drawn instead', () => {
    expect(checkPixelSize(518.74, 700.16, 1200)).toEqual({ columns: 8646, rows: 11669 });
    const tooMany = (width: number, height: number, dpi: number) => () => checkPixelSize(width, height, dpi);
    expect(tooMany(1190.55, 3370.39, 1200)).toThrow(DataError);
    expect(tooMany(1190.55, 3370.39, 1200)).toThrow(/at most 622 dpi; at 1200 dpi, at most 217 × 616 mm/);
    expect(() => checkPixelSize(1190.55, 3370.39, 622)).not.toThrow();
    expect(tooMany(5000, 20, 600)).toThrow(/at most 471 dpi/);
  });
});

it('ends when it is told to', async () => {
  const controller = new AbortController();
  const fractions: number[] = [];
  const painting = paintPixels(
    testDrawing(),
    { dpi: 300, format: 'png', metadata: TEST_METADATA },
    {
      signal: controller.signal,
      onProgress: (fraction) => {
        fractions.push(fraction);
        if (fraction > 0) controller.abort();
      },
    },
  );
  await expect(painting).rejects.toThrow(CancelledError);
  expect(Math.max(...fractions)).toBeLessThan(1);
});
