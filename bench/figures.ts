import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Drawing } from '../src-main/figures/drawing/nodes.ts';
import type { FigureFormat, FigureMetadata } from '../src-main/figures/formats.ts';
import { writeFigure } from '../src-main/figures/paint/writeFigure.ts';
import { syntheticFigure } from './figures/syntheticFigure.ts';

/**
 * Prints how long figures of an embedding take to be written in each format, and how large the files are. The files stay, to be looked at
 * and for figures_check.py.
 */
const [folder = 'bench/results/figures', cells = '100000'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const metadata: FigureMetadata = {
  title: 'Synthetic flow',
  description: `An embedding of ${cells} synthetic cells with streamlines.`,
  provenance: {
    program: 'RNAVelocity',
    version: 'bench',
    dataset: { name: 'synthetic', fingerprint: '', cells: Number(cells), genes: 0 },
    runs: [],
    verdict: [],
  },
};

for (const coloring of ['clusters', 'numbers'] as const)
  for (const raster of [true, false]) {
    const drawing = syntheticFigure(Number(cells), coloring, raster);
    const name = `${coloring}_${raster ? 'pixels' : 'vectors'}`;
    await measure(drawing, name, 'pdf');
    await measure(drawing, name, 'svg');
    if (!raster) continue;
    for (const dpi of [300, 600, 1200]) await measure(drawing, `${name}_${dpi}`, 'png', dpi);
    await measure(drawing, `${name}_600`, 'tiff', 600);
  }

async function measure(drawing: Drawing, name: string, format: FigureFormat, dpi = 300): Promise<void> {
  const path = join(folder, `${name}.${format}`);
  const from = performance.now();
  await writeFigure(drawing, path, { format, dpi, text: 'text', rasterDpi: 300, metadata });
  const seconds = ((performance.now() - from) / 1000).toFixed(2);
  const megabytes = (statSync(path).size / 1e6).toFixed(2);
  process.stdout.write(`${path.padEnd(60)}${seconds.padStart(7)} s${megabytes.padStart(9)} MB\n`);
}
