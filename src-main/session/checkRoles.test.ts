import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { writeSimulation } from '../export/simulation.ts';
import { fileSource } from '../../src-worker/formats/source.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import { startSession, type SessionClient } from './client.ts';

const folder = mkdtempSync(join(tmpdir(), 'roles-'));
let session: SessionClient;
let datasetId: number;

beforeAll(async () => {
  const path = join(folder, 'counts.h5ad');
  await writeSimulation(simulate({ nCells: 60, nGenes: 30, nStates: 2, seed: 1 }), path);
  session = startSession(
    () => undefined,
    () => undefined,
  );
  await session.request('project.create', { path: join(folder, 'a.rnavelocity') });
  ({ datasetId } = await session.request('datasets.import', {
    source: fileSource(path),
    name: 'Simulated',
    roles: {},
    known: {},
  }));
});

afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

it('gives a role to a column that the dataset has', async () => {
  await session.request('datasets.setRoles', { datasetId, roles: { clusters: 'clusters' } });
  expect((await session.request('project.info', undefined)).datasets[0].roles).toEqual({
    clusters: 'clusters',
  });
});

it.each([
  [{ clusters: 'leiden' }, 'the dataset has no column “leiden” to be its clusters.'],
  [{ embedding: 'clusters' }, 'the dataset has no embedding “clusters” to be its embedding.'],
])('refuses %o', async (roles, problem) => {
  await expect(session.request('datasets.setRoles', { datasetId, roles })).rejects.toThrow(problem);
});
