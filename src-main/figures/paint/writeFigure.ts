import { writeFile } from 'node:fs/promises';

import { CancelledError } from '../../../src-worker/data/errors.ts';
import { writeAtomically } from '../../../src-worker/formats/files/writeAtomically.ts';
import type { Drawing } from '../drawing/nodes.ts';
import type { FigureFormat, FigureHooks, FigureMetadata } from '../formats.ts';
import { paceOf, partOf } from './pace.ts';
import { paintPdf } from './paintPdf.ts';
import { paintPixels } from './paintPixels.ts';
import { paintSvg } from './paintSvg.ts';

export interface WriteOptions {
  format: FigureFormat;
  /** Of PNG and TIFF. */
  dpi: number;
  /** Of SVG: text that can be edited, or outlines. */
  text: 'text' | 'outlines';
  /** Of what is drawn in pixels in PDF and SVG. */
  rasterDpi: number;
  metadata: FigureMetadata;
}

/**
 * Writes a drawing as a file, whole or not at all: what was there stays until all of it is on the disk.
 *
 * @throws DataError where the place cannot be written to, the disk is full, or the picture would have too many pixels;
 * CancelledError where the signal is aborted. Nothing is left behind.
 */
export async function writeFigure(
  drawing: Drawing,
  path: string,
  options: WriteOptions,
  hooks: FigureHooks = {},
): Promise<void> {
  const pace = paceOf(hooks);
  await pace(0);
  await writeAtomically(path, async (temporary) => {
    const painting = partOf(pace, 0, 0.95);
    const content = await paint(drawing, options, {
      signal: hooks.signal,
      onProgress: (fraction) => hooks.onProgress?.(0.95 * fraction),
    });
    await painting(1);
    try {
      await writeFile(temporary, content, { signal: hooks.signal });
    } catch (error) {
      throw hooks.signal?.aborted ? new CancelledError() : error;
    }
  });
  hooks.onProgress?.(1);
}

function paint(drawing: Drawing, options: WriteOptions, hooks: FigureHooks): Promise<string | Uint8Array> {
  const { format, dpi, text, rasterDpi, metadata } = options;
  switch (format) {
    case 'svg':
      return paintSvg(drawing, { text, rasterDpi, metadata }, hooks);
    case 'pdf':
      return paintPdf(drawing, { rasterDpi, metadata }, hooks);
    case 'png':
    case 'tiff':
      return paintPixels(drawing, { dpi, format, metadata }, hooks);
  }
}
