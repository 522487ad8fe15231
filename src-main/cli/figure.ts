import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { Command } from 'commander';
import * as v from 'valibot';

import figureJsonSchema from '../../docs/figure.schema.json' with { type: 'json' };
import { DataError } from '../../src-worker/data/errors.ts';
import { fileSystemError } from '../../src-worker/formats/files/fileAccess.ts';
import { exportFigure } from '../figures/drawFigure.ts';
import { figureFormatOf } from '../figures/figureName.ts';
import { prepareFigure } from '../figures/prepareFigure.ts';
import { figureSchema, type FigureSpec } from '../figures/spec/figure.ts';
import { readSpec } from '../figures/spec/readSpec.ts';
import { databaseError } from '../project/databaseError.ts';
import { createFigure, findFigure, listFigures, updateFigure } from '../project/figures.ts';
import { openProject, type Project } from '../project/project.ts';
import { createViewReader } from '../views/reader.ts';
import { didYouMean } from '../views/nearNames.ts';
import { wholeNumber } from './numbers.ts';

interface FigureFlags {
  spec?: string;
  name?: string;
  out?: string[];
  dpi: number;
  run?: number;
  save?: string;
  list?: boolean;
  schema?: boolean;
}

/** `rnavelocity figure PROJECT`: figures of a project's runs, from a description or as the app stored them. */
export function figureCommand(): Command {
  return new Command('figure')
    .description('Draw a figure of the runs in a project file.')
    .argument('[project]', 'project file (.rnavelocity)')
    .option('-s, --spec <file>', 'what the figure is made of, as JSON; - reads it from standard input')
    .option('-n, --name <name>', 'the figure of that name that the project keeps')
    .option('-o, --out <file...>', 'what to write: .svg, .pdf, .png, .tif or .tiff')
    .option('--dpi <number>', 'dots per inch of PNG and TIFF', wholeNumber, 300)
    .option('--run <number>', 'the run to draw from [that of the figure]', wholeNumber)
    .option('--save <name>', 'keep the figure in the project, in place of one of that name')
    .option('--list', 'show the figures that the project keeps')
    .option('--schema', 'print the JSON schema of figures')
    .addHelpText('after', '\nA figure: {"panels": [{"kind": "embedding"}]}. See docs/figures.md for more.')
    .action(async (projectPath: string | undefined, flags: FigureFlags) => {
      if (flags.schema) process.stdout.write(`${JSON.stringify(figureJsonSchema, null, 2)}\n`);
      else await withProject(projectPath, (project) => drawOrList(project, flags));
    });
}

async function drawOrList(project: Project, flags: FigureFlags): Promise<void> {
  if (flags.list) {
    process.stdout.write(listText(project));
    return;
  }
  const targets = (flags.out ?? []).map((path) => ({ path: resolve(path), format: figureFormatOf(path) }));
  if (targets.length === 0 && flags.save === undefined)
    throw new DataError(
      'there is nothing to do with the figure.',
      {},
      'Say where to write it (--out figure.pdf), or under which name to keep it (--save).',
    );
  const spec = chosenSpec(project, flags);
  const figure = await prepareFigure(createViewReader(project.database), spec);
  const title = spec.title || (flags.save ?? flags.name ?? 'Figure');
  const stop = new AbortController();
  const onInterrupt = (): void => {
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const notes = new Set<string>();
  try {
    for (const target of targets) {
      const hooks = { signal: stop.signal };
      for (const note of await exportFigure(figure, { ...target, title, dpi: flags.dpi }, hooks))
        notes.add(note);
      process.stdout.write(`${target.path}\n`);
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
  for (const note of notes) process.stderr.write(`Note: ${note}\n`);
  if (flags.save !== undefined) save(project, flags.save, spec);
}

/** The figure as given or stored, of another run where one is asked for. */
function chosenSpec({ database }: Project, { spec, name, run }: FigureFlags): FigureSpec {
  if ((spec === undefined) === (name === undefined))
    throw new DataError(
      spec === undefined ? 'no figure is named.' : 'two figures are named.',
      {},
      'Give either a description (--spec figure.json) or the name of a figure that the project keeps (--name).',
    );
  const chosen =
    spec === undefined
      ? storedSpec(database, name!)
      : readSpec(textOf(spec), spec === '-' ? 'standard input' : spec);
  return run === undefined ? chosen : { ...chosen, run };
}

function storedSpec(database: Project['database'], name: string): FigureSpec {
  const stored = findFigure(database, name);
  if (!stored) {
    const names = listFigures(database).map((figure) => figure.name);
    const all = names.length > 0 ? `Its figures: ${names.join(', ')}.` : 'It keeps none.';
    throw new DataError(`the project keeps no figure “${name}”.`, {}, didYouMean(name, names) || all);
  }
  const read = v.safeParse(figureSchema, stored.spec);
  if (read.success) return read.output;
  throw new DataError(
    `the description of the figure “${name}” in the project file is damaged, or of a later version of the program.`,
    {},
    'Make the figure again.',
  );
}

function textOf(path: string): string {
  if (path === '-') return readFileSync(0, 'utf8');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileSystemError(error, path);
  }
}

function save({ database }: Project, name: string, spec: FigureSpec): void {
  const there = findFigure(database, name.trim());
  const kept = there ? updateFigure(database, there.id, { spec }) : createFigure(database, name, spec);
  process.stdout.write(`Kept in the project as “${kept.name}”.\n`);
}

/** One line a figure: its name, its panels and the run it is of. */
function listText({ database }: Project): string {
  const lines = listFigures(database).map(({ name, spec }) => {
    const read = v.safeParse(figureSchema, spec);
    if (!read.success) return `${name}: cannot be read\n`;
    const { panels, run } = read.output;
    return `${name}: ${panels.map(({ kind }) => kind).join(', ')}; ${run === null ? 'last finished run' : `run ${run}`}\n`;
  });
  return lines.length > 0 ? lines.join('') : 'The project keeps no figures.\n';
}

async function withProject(
  projectPath: string | undefined,
  work: (project: Project) => Promise<void>,
): Promise<void> {
  if (projectPath === undefined)
    throw new DataError(
      'no project is named.',
      {},
      'Name the project file first: rnavelocity figure PROJECT.',
    );
  const path = resolve(projectPath);
  if (!existsSync(path))
    throw new DataError('there is no such file.', { file: projectPath }, 'Check the path.');
  const project = openProject(path);
  try {
    await work(project);
  } catch (error) {
    throw databaseError(error, path);
  } finally {
    project.close();
  }
}
