import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import * as v from 'valibot';

import type { Drawing } from '../src-main/figures/drawing/nodes.ts';
import type { FigureFormat, FigureMetadata } from '../src-main/figures/formats.ts';
import { exportFigure } from '../src-main/figures/drawFigure.ts';
import { writeFigure } from '../src-main/figures/paint/writeFigure.ts';
import { prepareFigure } from '../src-main/figures/prepareFigure.ts';
import { figureSchema } from '../src-main/figures/spec/figure.ts';
import { FLOW_KINDS } from '../src-main/figures/spec/panels.ts';
import { openProject } from '../src-main/project/project.ts';
import { createViewReader } from '../src-main/views/reader.ts';
import { syntheticFigure } from './figures/syntheticFigure.ts';

/**
 * Prints how long figures of an embedding take to be written in each format, and how large the files are. The files stay, to be looked at
 * and for figures_check.py. With a project, figures of its last run are drawn as the program draws them, from their descriptions on.
 */
const { values, positionals } = parseArgs({
  options: { project: { type: 'string' } },
  allowPositionals: true,
});
const [folder = 'bench/results/figures', cells = '100000'] = positionals;
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

if (values.project) await measureProject(values.project);
else await measureSynthetic();

async function measureSynthetic(): Promise<void> {
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
}

/** Every time is that of all the work: reading from the file, composing and writing. */
async function measureProject(path: string): Promise<void> {
  const project = openProject(path);
  try {
    for (const flow of FLOW_KINDS)
      for (const rasterizeAbove of [20_000, 1e9]) {
        const spec = v.parse(figureSchema, {
          rasterizeAbove,
          size: 'nature-single',
          panels: [{ kind: 'embedding', flow }],
        });
        const target = join(folder, `${flow}_${rasterizeAbove < 1e9 ? 'pixels' : 'vectors'}.pdf`);
        const from = performance.now();
        const figure = await prepareFigure(createViewReader(project.database), spec);
        const prepared = performance.now();
        await exportFigure(figure, { path: target, title: flow, format: 'pdf', dpi: 300 });
        const reading = ((prepared - from) / 1000).toFixed(2);
        tell(target, performance.now() - from, `of which ${reading} s for reading`);
      }
  } finally {
    project.close();
  }
}

async function measure(drawing: Drawing, name: string, format: FigureFormat, dpi = 300): Promise<void> {
  const path = join(folder, `${name}.${format}`);
  const from = performance.now();
  await writeFigure(drawing, path, { format, dpi, text: 'text', rasterDpi: 300, metadata });
  tell(path, performance.now() - from);
}

function tell(path: string, milliseconds: number, more = ''): void {
  const seconds = (milliseconds / 1000).toFixed(2);
  const megabytes = (statSync(path).size / 1e6).toFixed(2);
  process.stdout.write(`${path.padEnd(60)}${seconds.padStart(7)} s${megabytes.padStart(9)} MB  ${more}\n`);
}
