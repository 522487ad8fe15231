import { DataError } from '../../src-worker/data/errors.ts';
import { listRuns } from '../project/runs.ts';
import type { ViewReader } from '../views/reader.ts';
import { openSource, type Source } from '../views/source.ts';
import type { Provenance } from './formats.ts';
import { panelName } from './page/letters.ts';
import { panelOf } from './panels/index.ts';
import type { FigureSpec } from './spec/figure.ts';
import type { PanelKind } from './spec/panels.ts';

/** What a figure draws, as plain data that can be sent to another thread. */
export interface FigureData {
  /** One a panel of the figure, in order; `data` is what its kind collected. */
  panels: { kind: PanelKind; run: number; data: unknown }[];
  /** The runs drawn from, in the order in which panels first need them. */
  runs: number[];
  /** Where all of it is from; needed where the caption is to say so. */
  provenance?: Provenance;
}

/**
 * Reads from a project what a figure draws.
 *
 * @throws DataError where there is no (finished) run, or where a panel cannot be drawn: which one, what is missing, what to do.
 */
export async function collectFigure(reader: ViewReader, spec: FigureSpec): Promise<FigureData> {
  const sources = new Map<number, Source>();
  const panels: FigureData['panels'] = [];
  for (const [place, panel] of spec.panels.entries()) {
    try {
      const run = panel.run ?? spec.run ?? lastFinished(reader);
      const source = sources.get(run) ?? openSource(reader, { run });
      sources.set(run, source);
      const data = await panelOf(panel.kind).collect(source, panel, spec.theme);
      panels.push({ kind: panel.kind, run, data });
    } catch (error) {
      throw inPanel(error, panelName(spec, place));
    }
  }
  return { panels, runs: [...sources.keys()] };
}

function lastFinished(reader: ViewReader): number {
  const done = listRuns(reader.database).filter(({ status }) => status === 'done');
  const last = done
    .toSorted((a, b) => (a.finishedAt ?? '').localeCompare(b.finishedAt ?? '') || a.id - b.id)
    .at(-1);
  if (last) return last.id;
  throw new DataError('the project has no finished run.', {}, 'Finish a run first, then draw from it.');
}

/** The same error, saying which panel it is about. */
function inPanel(error: unknown, panel: string): unknown {
  if (!(error instanceof DataError)) return error;
  return new DataError(`${panel} cannot be drawn: ${error.problem}`, error.place, error.remedy);
}
