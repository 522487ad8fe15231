import { createHash } from 'node:crypto';

import { DataError } from '../../src-worker/data/errors.ts';
import { listRunSteps } from '../project/runArrays.ts';
import { VERSION } from '../version.ts';
import { historyView } from '../views/history.ts';
import { qualityView } from '../views/quality.ts';
import type { ViewReader } from '../views/reader.ts';
import { openSource, type Source } from '../views/source.ts';
import type { Provenance } from './formats.ts';

/**
 * Where a figure is from: the data, the runs with what was changed in them, and what the quality checks found, as it is
 * written into the figure's file.
 *
 * @param runs ids of the runs that the figure draws from, the most important first
 * @throws DataError where the project has not got one of them, or none is named.
 */
export async function collectProvenance(reader: ViewReader, runs: readonly number[]): Promise<Provenance> {
  const sources = runs.map((run) => openSource(reader, { run }));
  if (sources.length === 0)
    throw new DataError('the figure draws from no run.', {}, 'Give it a panel that shows one.');
  const { name, fingerprint, cells, genes } = sources[0].dataset;
  const verdicts = await Promise.all(sources.map((source) => verdictOf(source, sources.length > 1)));
  return {
    program: 'RNAVelocity',
    version: VERSION,
    dataset: { name, fingerprint, cells, genes },
    runs: sources.map(runProvenance),
    verdict: GRADES.flatMap((grade) => verdicts.flat().filter((finding) => finding.grade === grade)),
  };
}

/** Equal for runs whose steps all have equal results: SHA-256 of the steps' fingerprints in their order. */
export function runFingerprint(reader: ViewReader, runId: number): string {
  const hash = createHash('sha256');
  for (const { fingerprint } of listRunSteps(reader.database, runId)) hash.update(fingerprint);
  return hash.digest('hex');
}

const GRADES = ['caution', 'note', 'good'] as const;

function runProvenance(source: Source): Provenance['runs'][number] {
  const { run, steps } = historyView(source).header;
  return {
    id: run.id,
    name: run.name,
    model: run.model.replace('_', ' '),
    fingerprint: runFingerprint(source.reader, run.id),
    seed: run.seed,
    changed: steps.flatMap(({ id, parameters }) =>
      parameters
        .filter(({ changed }) => changed)
        .map(({ id: parameter, value }) => `${id}.${parameter} = ${value}`),
    ),
    finishedAt: run.finishedAt,
  };
}

/** What the quality checks found; with several runs each finding says whose it is. */
async function verdictOf(source: Source, named: boolean): Promise<Provenance['verdict']> {
  const { findings } = (await qualityView(source, {})).header;
  return named
    ? findings.map(({ grade, text }) => ({ grade, text: `“${source.run!.name}”: ${text}` }))
    : findings;
}
