import { DataError } from '../../src-worker/data/errors.ts';
import { STEPS } from '../../src-worker/steps/registry.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';

/**
 * The same error with steps and parameters by the names that the form of a run shows, where it has their keys. Steps speak of
 * keys, which settings and the command line know them by.
 */
export function inWords(error: unknown): unknown {
  if (!(error instanceof DataError)) return error;
  const { problem, place, remedy } = error;
  const step = STEPS.find(({ id }) => id === place.step);
  if (!step) return error;
  return new DataError(
    `“${step.title}”: ${named(problem, step)}`,
    { ...place, step: undefined },
    named(remedy, step),
  );
}

function named(text: string, step: AnyStep): string {
  const labels = new Map(labelsOf(STEPS.filter((other) => other !== step)));
  for (const [key, label] of labelsOf([step])) labels.set(key, label);
  return text
    .replace(/\b[a-z]+[A-Z]\w*\b/g, (key) => quoted(labels.get(key)) ?? key)
    .replace(/\b([Ss]et) ([a-z]+) to\b/g, (all, set: string, key: string) => {
      const label = quoted(step.parameters[key]?.label);
      return label ? `${set} ${label} to` : all;
    });
}

function labelsOf(steps: readonly AnyStep[]): [string, string][] {
  return steps.flatMap(({ parameters }) =>
    Object.entries(parameters).map(([key, { label }]): [string, string] => [key, label]),
  );
}

function quoted(label: string | undefined): string | undefined {
  return label === undefined ? undefined : `“${label}”`;
}
