import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StepValue } from '../../src-worker/data/arrays.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject } from '../project/project.ts';
import { createPipeline } from './pipeline.ts';
import { createPool, type ComputePool } from './pool.ts';
import { MODELS, type Model } from '../project/runSettings.ts';

/** Step → its version and, for each output, numbers that move when the output does. */
type StepRecords = Record<string, { version: number; outputs: Record<string, number[]> }>;

const recordFile = join(import.meta.dirname, 'fixtures/stepOutputs.json');
const { dataset } = simulate({ nCells: 200, nGenes: 100, nStates: 3, seed: 5 });

let pool: ComputePool;
beforeAll(() => {
  pool = createPool(2);
});
afterAll(() => pool.close());

describe('a step whose output changes has a new version', () => {
  it.each(MODELS)('in a run of the %s model', async (model) => {
    const now = await recordRun(model);
    const known = existsSync(recordFile)
      ? (JSON.parse(readFileSync(recordFile, 'utf8')) as Record<string, StepRecords>)
      : {};
    if (process.env['UPDATE_STEP_OUTPUTS']) {
      writeFileSync(recordFile, `${JSON.stringify({ ...known, [model]: now }, null, 1)}\n`);
      return;
    }
    const before = known[model];
    expect(Object.keys(now), 'the steps of the run').toEqual(Object.keys(before));
    for (const [step, { version, outputs }] of Object.entries(now)) {
      expect(version, `version of ${step}: record it with UPDATE_STEP_OUTPUTS=1`).toBe(before[step].version);
      for (const [name, numbers] of Object.entries(outputs)) {
        const old = before[step].outputs[name];
        numbers.forEach((value, i) => {
          const allowed = 1e-4 * Math.max(1e-6, Math.abs(old[i]));
          expect(
            Math.abs(value - old[i]),
            `${step} makes another ${name} than its version ${version} did; raise the version`,
          ).toBeLessThanOrEqual(allowed);
        });
      }
    }
  });
});

async function recordRun(model: Model): Promise<StepRecords> {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  const project = createProject(join(folder, 'p.rnavelocity'));
  try {
    const stored = await importDataset(project.database, dataset, 'simulated');
    const settings = { model, fate: true, seed: 3, parameters: {} };
    const pipeline = createPipeline(project, pool, stored, settings);
    await pipeline.execute();
    const record: StepRecords = {};
    for (const step of pipeline.steps) {
      const outputs: Record<string, number[]> = {};
      for (const name of step.outputs) outputs[name] = digest(await pipeline.array(name));
      record[step.id] = { version: step.version, outputs };
    }
    return record;
  } finally {
    project.close();
    rmSync(folder, { recursive: true });
  }
}

/** Count, sum of magnitudes, and a sum weighted by place; platforms may differ in the last digits of these. */
function digest(value: StepValue): number[] {
  const numbers = numbersOf(value);
  let magnitude = 0;
  let weighted = 0;
  for (let i = 0; i < numbers.length; i++) {
    const x = Number.isFinite(numbers[i]) ? Math.abs(numbers[i]) : 1;
    magnitude += x;
    weighted += x * (1 + (i % 97));
  }
  return [numbers.length, magnitude, weighted].map((x) => Number(x.toPrecision(9)));
}

function numbersOf(value: StepValue): ArrayLike<number> {
  switch (value.kind) {
    case 'dense':
    case 'sparse':
      return value.data;
    case 'categorical':
      return value.codes;
    case 'strings':
      return value.values.map((text) => text.length);
    case 'json':
      return Array.from(JSON.stringify(value.value), (letter) => letter.charCodeAt(0));
  }
}
