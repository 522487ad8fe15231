import { expect, it } from 'vitest';

import type { HistoryHeader } from '../../../src-main/views/contract.ts';
import { historyText, secondsText } from './historyText.ts';

const header: HistoryHeader = {
  run: {
    id: 1,
    name: 'First',
    model: 'steady_state',
    status: 'done',
    error: null,
    seed: 7,
    appVersion: '1.2.3',
    startedAt: '2026-01-01T10:00:00.000Z',
    finishedAt: '2026-01-01T10:01:00.000Z',
    seconds: 60.4,
    clustersColumn: null,
    fate: false,
  },
  dataset: {
    id: 1,
    name: 'pancreas',
    sourcePath: '/data/p.h5ad',
    fingerprint: 'abc',
    importedAt: '2026-01-01T09:00:00.000Z',
    cells: 739,
    genes: 7192,
  },
  steps: [
    {
      id: 'neighbors',
      title: 'Neighbour graph',
      summary: null,
      reference: 'McInnes 2018',
      version: 2,
      parameters: [
        {
          id: 'neighbors',
          label: 'Neighbours',
          value: '15',
          default: '30',
          unit: 'cells',
          changed: true,
          help: null,
        },
        {
          id: 'source',
          label: 'Source',
          value: 'compute',
          default: 'compute',
          unit: null,
          changed: false,
          help: null,
        },
      ],
      seconds: 1.234,
      reused: false,
      fingerprint: 'f00',
      finishedAt: '2026-01-01T10:00:30.000Z',
      warnings: ['Few cells.'],
    },
  ],
};

it('says everything a run was made with as text', () => {
  const text = historyText(header);
  for (const part of [
    'First (RNAVelocity 1.2.3)',
    'Model: steady state, without cell fate',
    'Clusters: computed',
    'Seed: 7',
    'Neighbour graph (neighbors, version 2)',
    'Neighbours (neighbors): 15 cells [changed; default 30]',
    'Source (source): compute\n',
    '1.23 s; fingerprint f00',
    'Warning: Few cells.',
  ])
    expect(text).toContain(part);
});

it('tells times as they were measured', () => {
  expect([0.005, 15.2, 150].map(secondsText)).toEqual(['0.01 s', '15 s', '2 min 30 s']);
});
