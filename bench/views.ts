import { setTimeout } from 'node:timers/promises';

import { listDatasets, loadNames } from '../src-main/project/datasets.ts';
import { openProject } from '../src-main/project/project.ts';
import { listRuns } from '../src-main/project/runs.ts';
import { answerView } from '../src-main/views/answerView.ts';
import type { ViewRequest } from '../src-main/views/contract.ts';
import { createViewReader } from '../src-main/views/reader.ts';

/** Prints how many milliseconds the views of a project's last run take, and how large their answers are. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('Name a project file: node bench/views.ts big.rnavelocity');

const opening = performance.now();
const project = openProject(path);
print('open the project', performance.now() - opening);
try {
  await measure();
} finally {
  project.close();
}

async function measure(): Promise<void> {
  const { database } = project;
  const reader = createViewReader(database);
  const [dataset] = listDatasets(database);
  const run = listRuns(database).at(-1);
  if (!run) throw new Error('The project has no run');
  const source = { run: run.id };
  const names = loadNames(database, 'genes', dataset.id);
  const gene = (k: number): string => names[Math.floor((k * names.length) / 8)];
  const requests: [what: string, request: ViewRequest][] = [
    ['scene', { view: 'scene', source }],
    ['scene again', { view: 'scene', source }],
    ['columns', { view: 'columns', source }],
    ['columns again', { view: 'columns', source }],
    ['column of labels', { view: 'column', source, id: 'run/clusters' }],
    ['column of numbers', { view: 'column', source, id: 'run/velocity_pseudotime' }],
    ['first gene, spliced', { view: 'gene', source, gene: gene(1), layer: 'spliced' }],
    ['next gene, spliced', { view: 'gene', source, gene: gene(2), layer: 'spliced' }],
    ['next gene, unspliced', { view: 'gene', source, gene: gene(3), layer: 'unspliced' }],
    ['next gene, velocity', { view: 'gene', source, gene: gene(4), layer: 'velocity' }],
    ['next gene, counts', { view: 'gene', source, gene: gene(5), layer: 'raw_spliced' }],
    ['same gene again, spliced', { view: 'gene', source, gene: gene(2), layer: 'spliced' }],
    ['portrait', { view: 'portrait', source, gene: gene(6) }],
    ['next portrait with velocity', { view: 'portrait', source, gene: gene(7), velocity: true }],
    ['genes', { view: 'genes', source }],
    ['fates', { view: 'fates', source }],
    ['cells', { view: 'cells', source }],
    ['cell', { view: 'cell', source, cell: 0 }],
    ['quality', { view: 'quality', source }],
    ['history', { view: 'history', source }],
    ['scene of the dataset', { view: 'scene', source: { dataset: dataset.id } }],
    [
      'first gene of the dataset',
      { view: 'gene', source: { dataset: dataset.id }, gene: gene(1), layer: 'spliced' },
    ],
    [
      'next gene of the dataset',
      { view: 'gene', source: { dataset: dataset.id }, gene: gene(2), layer: 'spliced' },
    ],
  ];
  for (const [what, request] of requests) {
    // As in use: by the time a gene is chosen, the graph has been read.
    if (what.startsWith('first gene, spliced')) await setTimeout(1500);
    const from = performance.now();
    const frame = await answerView(reader, request);
    print(what, performance.now() - from, frame.byteLength);
  }
}

function print(what: string, milliseconds: number, bytes?: number): void {
  const size = bytes === undefined ? '' : `${(bytes / 1e6).toFixed(2).padStart(9)} MB`;
  process.stdout.write(`${what.padEnd(30)}${milliseconds.toFixed(0).padStart(7)} ms${size}\n`);
}
