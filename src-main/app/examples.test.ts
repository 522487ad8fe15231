import { expect, it } from 'vitest';

import { inspectFile } from '../../src-worker/formats/index.ts';
import { resourceFile } from '../resources.ts';
import { EXAMPLES } from './examples.ts';

it.each(EXAMPLES)(
  'the example “$title” is bundled and has the cells and genes it is said to have',
  async (example) => {
    const { cells, genes } = await inspectFile(resourceFile(example.file));
    expect({ cells, genes }).toEqual({ cells: example.cells, genes: example.genes });
  },
);
