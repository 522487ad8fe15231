import * as v from 'valibot';

import { prepareFigure } from '../figures/prepareFigure.ts';
import { figureSchema, type FigureSpec } from '../figures/spec/figure.ts';
import { figureForm } from '../figures/spec/form.ts';
import type { FigureRecord } from '../ipc/types.ts';
import {
  createFigure,
  deleteFigure,
  listFigures,
  updateFigure,
  type StoredFigure,
} from '../project/figures.ts';
import { needProject } from './openProject.ts';
import type { Handlers } from './session.ts';

export const figureHandlers: Handlers<
  | 'figures.form'
  | 'figures.list'
  | 'figures.create'
  | 'figures.update'
  | 'figures.remove'
  | 'figures.preview'
  | 'figures.export'
  | 'figures.cancelExport'
> = {
  'figures.form': () => figureForm(),
  'figures.list': (state) => listFigures(needProject(state).project.database).map(figureRecord),
  'figures.create': (state, { name, spec }) =>
    figureRecord(createFigure(needProject(state).project.database, name, spec)),
  'figures.update': (state, { figureId, ...changed }) =>
    figureRecord(updateFigure(needProject(state).project.database, figureId, changed)),
  'figures.remove': (state, { figureId }) => {
    deleteFigure(needProject(state).project.database, figureId);
  },
  'figures.preview': (state, { spec }) =>
    state.figures.preview(() => prepareFigure(needProject(state).reader, spec)),
  'figures.export': async (state, { spec, name, format, dpi, path }) => {
    const { reader } = needProject(state);
    const notes = await state.figures.export(state, () => prepareFigure(reader, spec), {
      path,
      title: spec.title === '' ? name : spec.title,
      format,
      dpi,
    });
    return { notes };
  },
  'figures.cancelExport': (state) => {
    state.figures.cancelExport();
  },
};

/** A figure as the page lists it. One whose description is damaged, or of a later version of the program, is listed too. */
function figureRecord({ spec, ...kept }: StoredFigure): FigureRecord {
  const read = v.safeParse(figureSchema, spec);
  return read.success
    ? { ...kept, spec: read.output satisfies FigureSpec, problem: null }
    : {
        ...kept,
        spec: null,
        problem:
          'The figure’s description in the project file is damaged, or was made by a later version of the program. Delete the figure and make it again.',
      };
}
