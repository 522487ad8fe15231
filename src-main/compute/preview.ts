import type { Database } from 'better-sqlite3';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { stepNamed } from '../../src-worker/steps/registry.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import { logEvent } from '../project/log.ts';
import { addPreviewStep } from '../project/runs.ts';
import type { Pipeline } from './pipeline.ts';

/** Hears that a preview is begun, and that it came to its end: done, failed or cancelled. */
export type PreviewListener = (state: 'begun' | 'ended') => void;

/** What the picture of a run needs of a steady-state run, beside what both have. */
export const PREVIEW_STEPS: readonly AnyStep[] = [
  'velocity.steadyState',
  'velocityGraph',
  'projection',
  'streamlines',
].map(stepNamed);

/** The step that takes so long that a preview is made before it. */
export const PREVIEWED_STEP = 'recoverDynamics';

/**
 * Makes the flow of steady-state velocities before the dynamical fit is begun, and ties it to the run as its preview. It is stored as
 * a steady-state run under the same settings would store it, and such a run takes it over.
 *
 * It is made whatever the size of the data. Its work is a twelfth of the fit's at 3,000 cells and 2,000 genes and a third or more at 100,000,
 * since the velocity graph grows with all cells and the fit's search does not; but of the whole run it is a twentieth then, and to see
 * after a sixth of many minutes that clusters or genes are wrongly chosen saves the rest. The fit waits for it instead of running
 * beside it, which would make both twice as slow: UMAP and the preview use all cores meanwhile, so that the run ends no later than by
 * their work. It needs less memory than the run's own velocity graph does later, when the fit's times are in memory too.
 *
 * @returns undefined where that step needs no preview
 */
export function makePreview(
  database: Database,
  runId: number,
  pipeline: Pipeline,
  step: AnyStep,
  listener: PreviewListener,
  signal: AbortSignal | undefined,
): Promise<void> | undefined {
  return step.id === PREVIEWED_STEP ? make(database, runId, pipeline, listener, signal) : undefined;
}

async function make(
  database: Database,
  runId: number,
  pipeline: Pipeline,
  listener: PreviewListener,
  signal: AbortSignal | undefined,
): Promise<void> {
  listener('begun');
  try {
    await pipeline.branch(PREVIEW_STEPS).execute({
      signal,
      onStored: (position, { id }, reused) => {
        addPreviewStep(database, runId, position, id, reused);
      },
    });
  } catch (error) {
    // The run can do without: the steady-state model asks more of the data than the dynamical one does.
    if (!(error instanceof CancelledError))
      logEvent(database, 'preview failed', { runId, error: String(error) });
  } finally {
    listener('ended');
  }
}
