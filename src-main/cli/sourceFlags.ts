import { resolve } from 'node:path';

import { Option, type Command } from 'commander';

import { DataError } from '../../src-worker/data/errors.ts';
import { UNMATCHED_CELLS, type ImportSource, type UnmatchedCells } from '../../src-worker/formats/source.ts';

/** What the flags of {@link addSourceFlags} leave among a command's options. */
export interface SourceFlags {
  annotations?: string[];
  unmatched?: UnmatchedCells;
  sample?: string[];
  splicedLayer?: string;
  unsplicedLayer?: string;
}

const FILES_FIRST =
  'Files with counts come before --annotations and --sample, which take every name that follows them.';

/** Gives a command the flags that say, beside the files with counts, what becomes one dataset. */
export function addSourceFlags(command: Command): void {
  command
    .option('--annotations <file...>', 'files that say of the cells what they are: .h5ad, or CSV by barcode')
    .addOption(
      new Option(
        '--unmatched <rule>',
        'cells that only the counts or only the annotations have [refuse]',
      ).choices(UNMATCHED_CELLS),
    )
    .option('--sample <name...>', 'what the samples are called, one for each file with counts')
    .option('--spliced-layer <name>', 'layer with spliced counts, or X [spliced]')
    .option('--unspliced-layer <name>', 'layer with unspliced counts, or X [unspliced]')
    .configureOutput({
      outputError: (text, write) => {
        write(text.replace(/(missing required argument 'file')$/m, `$1. ${FILES_FIRST}`));
      },
    });
}

/**
 * What becomes one dataset: the files with counts at `paths`, and what the flags say of them.
 *
 * @throws DataError where the samples' names are not as many as the files, or two are the same.
 */
export function sourceOf(paths: readonly string[], flags: SourceFlags): ImportSource {
  const { annotations, unmatched, sample: samples, splicedLayer, unsplicedLayer } = flags;
  if (samples) checkSamples(samples, paths);
  return {
    counts: paths.map((path, i) => ({ path: resolve(path), sample: samples?.[i] })),
    annotations: annotations?.map((path) => resolve(path)),
    unmatched,
    splicedLayer,
    unsplicedLayer,
  };
}

function checkSamples(samples: readonly string[], paths: readonly string[]): void {
  const given = `--sample: ${samples.join(', ')}`;
  if (samples.length !== paths.length)
    throw new DataError(
      `the number of sample names, ${samples.length}, is not that of the files with counts, ${paths.length} (${given}).`,
      {},
      'Give one name for each file, in their order, after the files.',
    );
  const empty = samples.find((name) => name.trim() === '');
  const repeated = samples.find((name, i) => samples.indexOf(name) !== i);
  if (empty !== undefined || repeated !== undefined)
    throw new DataError(
      empty !== undefined
        ? 'the name of a sample is empty (--sample).'
        : `two samples are called “${repeated}” (${given}).`,
      {},
      'Give each sample a name of its own.',
    );
}
