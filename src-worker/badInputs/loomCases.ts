import { readFileSync } from 'node:fs';

import { refused, type BadInputGroup } from './badInput.ts';
import { smallLoom, writeInto } from './smallFiles.ts';

const counts = (length: number, value: number): number[] => new Array<number>(length).fill(value);
const negative = counts(20, 1);
negative[7] = -2;

export const loomCases: BadInputGroup = {
  title: 'Loom files',
  cases: [
    refused(
      'no unspliced layer',
      (f) => smallLoom(f, { layers: { spliced: counts(20, 1) } }),
      /no layer “unspliced”/,
    ),
    refused('no layers', (f) => smallLoom(f, { layers: {} }), /velocyto run/),
    refused(
      'a negative count',
      (f) => smallLoom(f, { layers: { spliced: counts(20, 1), unspliced: negative } }),
      /layer “unspliced”, gene “Neurog3”, row 1.*negative/,
    ),
    refused(
      'no unspliced count',
      (f) => smallLoom(f, { layers: { spliced: counts(20, 1), unspliced: counts(20, 0) } }),
      /not one unspliced count/,
    ),
    refused('a layer of another shape', (f) => smallLoom(f, { layerGenes: 4 }), /4 × 4 values/),
    refused('no gene names', (f) => smallLoom(f, { geneAttribute: 'Notes' }), /names the genes/),
    refused('too few barcodes', (f) => smallLoom(f, { cellNames: ['a'] }), /1 values for 4 cells/),
    refused(
      'the file cut off',
      async (f) => {
        const whole = readFileSync(await smallLoom(f));
        return writeInto(f, 'cut.loom', whole.subarray(0, whole.length >> 1));
      },
      /cut off/,
    ),
  ],
};
