import { Command, Option } from 'commander';

import { DataError } from '../../src-worker/data/errors.ts';
import { oneLine, type ImportSource } from '../../src-worker/formats/index.ts';
import { MODELS, type Model } from '../project/runSettings.ts';
import { runVelocityEngine, type EngineSummary } from '../engine.ts';
import { wholeNumber } from './numbers.ts';
import { addParameterFlags } from './parameterFlags.ts';
import { createProgress } from './progress.ts';
import { addSourceFlags, sourceOf, type SourceFlags } from './sourceFlags.ts';

interface RunFlags extends SourceFlags {
  input?: string[];
  out: string;
  model: Model;
  fate: boolean;
  seed: number;
  threads?: number;
  anySize?: boolean;
  clusters?: string;
  cells?: number;
  genes?: number;
  states?: number;
  json?: boolean;
}

/** More clusters than this are counted, not listed. */
const MOST_NAMES = 40;

/** `rnavelocity run`: the whole analysis, on a file or on simulated data. */
export function runCommand(): Command {
  const command = new Command('run')
    .description('Run the whole analysis on files, or on simulated data where no file is given.')
    .option(
      '-i, --input <path...>',
      'spliced and unspliced counts, a file or folder for each sample: .h5ad, .loom, folder of STARsolo or kb-python',
    );
  addSourceFlags(command);
  command
    .option('-o, --out <folder>', 'where the project file and the outputs go', 'rnavelocity-out')
    .addOption(new Option('-m, --model <model>', 'velocity model').choices(MODELS).default('dynamical'))
    .option('--fate', 'compute terminal states and fate probabilities', true)
    .option('--no-fate', 'leave cell fate out')
    .option('--seed <number>', 'seed of everything random', wholeNumber, 0)
    .option('--threads <number>', 'computing threads; results do not depend on it [all cores]', wholeNumber)
    .option('--any-size', 'start even where the run seems not to fit in memory or on the disk')
    .option('--json', 'print the summary as JSON on standard output')
    .option('--clusters <column>', 'column of the cell table that holds the clusters')
    .option('--cells <number>', 'cells to simulate [3000]', wholeNumber)
    .option('--genes <number>', 'genes to simulate [2000]', wholeNumber)
    .option('--states <number>', 'states to simulate, one of them the progenitor [5]', wholeNumber);
  const parameters = addParameterFlags(command);
  command.addHelpText(
    'after',
    `\nNames in a list stand between commas; a name that holds a comma stands in double quotes: '"Alpha, late",Beta'.`,
  );
  return command.action(async (flags: RunFlags) => {
    const progress = createProgress(process.stderr);
    const stop = new AbortController();
    const onInterrupt = (): void => {
      stop.abort();
    };
    process.once('SIGINT', onInterrupt);
    process.once('SIGTERM', onInterrupt);
    try {
      const summary = await runVelocityEngine({
        input: inputOf(flags),
        outDir: flags.out,
        model: flags.model,
        runFate: flags.fate,
        seed: flags.seed,
        threads: flags.threads,
        anySize: flags.anySize,
        clusters: flags.clusters,
        nCells: flags.cells,
        nGenes: flags.genes,
        nStates: flags.states,
        parameters: parameters(),
        signal: stop.signal,
        onProgress: (step) => {
          progress.update(step);
        },
      });
      progress.stop();
      process.stdout.write(flags.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
    } catch (error) {
      progress.stop();
      throw error;
    } finally {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
    }
  });
}

/** What is to be read; undefined where data are to be simulated. @throws DataError where flags speak of files, and there are none. */
function inputOf(flags: RunFlags): ImportSource | undefined {
  if (flags.input) return sourceOf(flags.input, flags);
  const idle = (['annotations', 'unmatched', 'sample', 'splicedLayer', 'unsplicedLayer'] as const).find(
    (flag) => flags[flag] !== undefined,
  );
  if (idle === undefined) return undefined;
  const flag = idle.replace('Layer', '-layer');
  throw new DataError(`--${flag} speaks of counts, and no file was given.`, {}, 'Name the counts with -i.');
}

function summaryText(summary: EngineSummary): string {
  const { seconds, clustersColumn, topGenes } = summary;
  const origin = clustersColumn === undefined ? 'computed' : `from the column “${clustersColumn}”`;
  const fates = summary.fates.map((fate) => `${fate.name} ${(100 * fate.meanProbability).toFixed(0)} %`);
  const lines: [string, string][] = [
    ['Dataset', `${summary.dataset}: ${summary.cells} cells × ${summary.genes} genes kept`],
    ['Model', `${summary.model.replace('_', ' ')}, ${summary.velocityGenes} velocity genes`],
    ['Clusters', `${listText(summary.clusters)} (${origin})`],
    ['Confidence', `${summary.meanConfidence.toFixed(2)} (agreement of neighbours; it is not accuracy)`],
    ...(fates.length > 0 ? [['Fates', fates.join(', ')] as [string, string]] : []),
    ...(topGenes.length > 0 ? [['Top genes', topGenes.join(', ')] as [string, string]] : []),
    ...summary.warnings.map((warning) => ['Note', warning] as [string, string]),
    [
      'Time',
      `${(seconds.import + seconds.run).toFixed(1)} s, and ${seconds.export.toFixed(1)} s for the outputs`,
    ],
    ['Project', summary.project],
    ...Object.values(summary.outputs).map((path) => ['Output', path] as [string, string]),
  ];
  return lines.map(([label, text]) => `${label.padEnd(12)}${oneLine(text)}\n`).join('');
}

function listText(names: string[]): string {
  const more = names.length > MOST_NAMES ? `, … (${names.length} in all)` : '';
  return names.slice(0, MOST_NAMES).join(', ') + more;
}
