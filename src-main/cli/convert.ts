import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

import { Command, Option } from 'commander';

import { CancelledError, DataError } from '../../src-worker/data/errors.ts';
import {
  DATASET_FORMATS,
  formatOfName,
  inspectText,
  oneLine,
  type DatasetFormat,
  type ImportSource,
} from '../../src-worker/formats/index.ts';
import { createPool } from '../compute/pool.ts';
import { addSourceFlags, sourceOf, type SourceFlags } from './sourceFlags.ts';

interface ConvertFlags extends SourceFlags {
  out: string;
  format?: DatasetFormat;
}

/** `rnavelocity convert FILE… --out PATH`: what would be imported, as one file of another format. */
export function convertCommand(): Command {
  const command = new Command('convert')
    .description('Put files together as one dataset, and write it before any run.')
    .argument('<file...>', 'one or more files or folders with counts')
    .usage('<file...> [options]')
    .requiredOption('-o, --out <path>', 'what to write: a name with .h5ad or .loom, or a folder of tables')
    .addOption(
      new Option('--format <format>', 'format, whatever the name ends in [by the name]').choices(
        DATASET_FORMATS,
      ),
    );
  addSourceFlags(command);
  return command.action(async (files: string[], flags: ConvertFlags) => {
    const format = flags.format ?? formatOfName(flags.out);
    const source = sourceOf(files, flags);
    const out = resolve(flags.out);
    refuseInput(source, out);
    const stop = new AbortController();
    const onInterrupt = (): void => {
      stop.abort();
    };
    process.once('SIGINT', onInterrupt);
    process.once('SIGTERM', onInterrupt);
    try {
      await convert(source, out, format, stop.signal);
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      process.stderr.write('Stopped. Nothing was written.\n');
      process.exitCode = 130;
    } finally {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
    }
  });
}

async function convert(
  source: ImportSource,
  out: string,
  format: DatasetFormat,
  signal: AbortSignal,
): Promise<void> {
  const pool = createPool(1);
  try {
    const summary = await pool.inspectImport(source);
    process.stdout.write(`${inspectText(summary)}\n`);
    const dataset = await pool.readDataset(source, signal);
    const later = dataset.warnings.filter((warning) => !summary.warnings.includes(warning));
    const notes = await pool.writeDataset(dataset, out, format, signal);
    for (const note of [...later, ...notes]) process.stdout.write(`  Warning     ${oneLine(note)}\n`);
    process.stdout.write(`  Written     ${out}\n`);
  } finally {
    await pool.close();
  }
}

/** @throws DataError where one of the files that are read would be replaced. */
function refuseInput({ counts, annotations = [] }: ImportSource, out: string): void {
  const inputs = [...counts.map(({ path }) => path), ...annotations];
  if (!inputs.some((path) => realPath(path) === realPath(out))) return;
  throw new DataError(
    'this is one of the files that are read.',
    { file: out },
    'Write to another name (--out).',
  );
}

/** Where a path leads; itself where there is nothing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
