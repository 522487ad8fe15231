import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';

import { Command } from 'commander';

import { DataError } from '../../src-worker/data/errors.ts';
import { createPool } from '../compute/pool.ts';
import { openRun } from '../compute/runSession.ts';
import { EXPORT_FORMATS, exportRun, type ExportFormat } from '../export/exportRun.ts';
import { makeFolder } from '../export/makeFolder.ts';
import { databaseError } from '../project/databaseError.ts';
import { openProject } from '../project/project.ts';
import { listRuns, type RunRecord } from '../project/runs.ts';
import { wholeNumber } from './numbers.ts';

interface ExportFlags {
  run?: number;
  format?: string;
  out?: string;
}

/** `rnavelocity export PROJECT`: the outputs of a stored run, again. */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write the outputs of a run that is stored in a project file.')
    .argument('<project>', 'project file (.rnavelocity)')
    .option('--run <number>', 'which run [the last finished one]', wholeNumber)
    .option('--format <list>', `some of ${EXPORT_FORMATS.join(',')} [all]`)
    .option('-o, --out <folder>', 'where the outputs go [beside the project]')
    .action(async (projectPath: string, flags: ExportFlags) => {
      const formats = readFormats(flags.format);
      const path = resolve(projectPath);
      if (!existsSync(path))
        throw new DataError('there is no such file.', { file: projectPath }, 'Check the path.');
      const outDir = makeFolder(flags.out ?? dirname(path));
      const project = openProject(path);
      const pool = createPool(availableParallelism());
      try {
        const run = chooseRun(listRuns(project.database), flags.run);
        const files = await exportRun(await openRun(project, pool, run), outDir, { formats });
        process.stdout.write(`${Object.values(files).join('\n')}\n`);
      } catch (error) {
        throw databaseError(error, path);
      } finally {
        await pool.close();
        project.close();
      }
    });
}

function readFormats(text: string | undefined): readonly ExportFormat[] {
  if (text === undefined) return EXPORT_FORMATS;
  const formats = text.split(',').map((format) => format.trim());
  const unknown = formats.find((format) => !EXPORT_FORMATS.includes(format as ExportFormat));
  if (unknown !== undefined)
    throw new DataError(`there is no format “${unknown}”.`, {}, `Choose from ${EXPORT_FORMATS.join(', ')}.`);
  return formats as ExportFormat[];
}

function chooseRun(runs: RunRecord[], asked: number | undefined): RunRecord {
  const finished = runs.filter((run) => run.status === 'done');
  const run = asked === undefined ? finished.at(-1) : finished.find((candidate) => candidate.id === asked);
  if (run) return run;
  const list = finished.map((candidate) => `${candidate.id} (${candidate.name})`).join(', ');
  throw new DataError(
    asked === undefined ? 'the project has no finished run.' : `the project has no finished run ${asked}.`,
    {},
    list ? `Its finished runs: ${list}.` : 'Run the analysis first: rnavelocity run.',
  );
}
