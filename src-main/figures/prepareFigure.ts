import type { ViewReader } from '../views/reader.ts';
import { checkRuns } from './checkRuns.ts';
import { collectFigure, type FigureData } from './collectFigure.ts';
import type { Provenance } from './formats.ts';
import { collectProvenance } from './provenance.ts';
import type { FigureSpec } from './spec/figure.ts';

/** All that drawing a figure takes, as plain data that can be sent to another thread. */
export interface PreparedFigure {
  spec: FigureSpec;
  data: FigureData & { provenance: Provenance };
}

/**
 * Reads from a project what a figure draws, and where that is from.
 *
 * @throws DataError where a run was deleted or is not done, or where a panel cannot be drawn: which one, what is missing, what to do.
 */
export async function prepareFigure(reader: ViewReader, spec: FigureSpec): Promise<PreparedFigure> {
  checkRuns(reader.database, spec);
  const data = await collectFigure(reader, spec);
  return { spec, data: { ...data, provenance: await collectProvenance(reader, data.runs) } };
}
