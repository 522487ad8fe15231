import { STEPS } from '../../src-worker/steps/registry.ts';
import { listRunSteps, type RunStepRow } from '../project/runArrays.ts';
import type { HistoryParameter, HistoryStep, ViewAnswers } from './contract.ts';
import { parameterText } from './parameterText.ts';
import type { Source } from './source.ts';

/** How a run was made: its steps with parameters, versions, fingerprints and times. */
export function historyView(source: Source): ViewAnswers['history'] {
  const { dataset, run } = source;
  if (!run) throw new Error('A history is of a run');
  const steps = listRunSteps(source.reader.database, run.id).map(historyStep);
  const { settings } = run;
  return {
    header: {
      run: {
        id: run.id,
        name: run.name,
        model: settings.model,
        status: run.status,
        error: run.error,
        seed: settings.seed,
        appVersion: run.appVersion,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
        seconds: steps.reduce((sum, step) => sum + (step.reused ? 0 : step.seconds), 0),
        clustersColumn: source.clustersColumn ?? null,
        fate: settings.fate,
      },
      dataset: {
        id: dataset.id,
        name: dataset.name,
        sourcePath: dataset.sourcePath,
        fingerprint: dataset.fingerprint,
        importedAt: dataset.importedAt,
        cells: dataset.cells,
        genes: dataset.genes,
      },
      steps,
    },
    arrays: {},
  };
}

/** The title of a step, or its id where this version of the program no longer has it. */
export function stepTitle(id: string): string {
  return STEPS.find((step) => step.id === id)?.title ?? id;
}

function historyStep(row: RunStepRow): HistoryStep {
  const declared = STEPS.find((step) => step.id === row.step);
  return {
    id: row.step,
    title: stepTitle(row.step),
    summary: declared?.summary ?? null,
    reference: declared?.reference ?? null,
    version: row.version,
    parameters: Object.entries(row.parameters).map(([id, value]): HistoryParameter => {
      const declaration = declared?.parameters[id];
      return {
        id,
        label: declaration?.label ?? id,
        value: parameterText(value),
        default: declaration ? parameterText(declaration.default) : null,
        unit: declaration?.unit ?? null,
        changed: declaration !== undefined && parameterText(value) !== parameterText(declaration.default),
        help: declaration?.help ?? null,
      };
    }),
    seconds: row.seconds,
    reused: row.reused,
    fingerprint: row.fingerprint,
    finishedAt: row.finishedAt,
    warnings: row.warnings,
  };
}
