import * as v from 'valibot';

import { figureSchema, type FigureSpec } from '../figures/spec/figure.ts';
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
  'figures.list' | 'figures.create' | 'figures.update' | 'figures.remove'
> = {
  'figures.list': (state) => listFigures(needProject(state).project.database).map(figureRecord),
  'figures.create': (state, { name, spec }) =>
    figureRecord(createFigure(needProject(state).project.database, name, spec)),
  'figures.update': (state, { figureId, ...changed }) =>
    figureRecord(updateFigure(needProject(state).project.database, figureId, changed)),
  'figures.remove': (state, { figureId }) => {
    deleteFigure(needProject(state).project.database, figureId);
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
