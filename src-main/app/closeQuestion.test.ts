import { expect, it } from 'vitest';

import { closeQuestion } from './closeQuestion.ts';

const idle = { runs: [], importing: false, exporting: false };

it('closing asks nothing where nothing is under way', () => {
  expect(closeQuestion([])).toBeUndefined();
  expect(closeQuestion([idle, idle])).toBeUndefined();
});

it('closing asks about what it would stop, in all windows, and keeps it unless told', () => {
  expect(closeQuestion([idle, { runs: ['Run 1'], importing: false, exporting: false }])).toMatchObject({
    message: 'The run “Run 1” is not finished.',
    detail: 'Closing stops it. Steps that are done are kept.',
    buttons: ['Stop the run and close', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
  });
  expect(
    closeQuestion([
      { runs: ['Run 1'], importing: false, exporting: false },
      { runs: ['Run 1'], importing: false, exporting: false },
    ]),
  ).toMatchObject({
    message: '2 runs are not finished.',
    buttons: ['Stop the runs and close', 'Keep running'],
  });
  expect(closeQuestion([{ runs: [], importing: true, exporting: false }])).toMatchObject({
    message: 'An import is under way.',
    detail: 'Of a file that is being imported nothing is kept.',
    buttons: ['Stop the import and close', 'Keep running'],
  });
  expect(closeQuestion([{ runs: [], importing: false, exporting: true }])).toMatchObject({
    message: 'An export is under way.',
    detail: 'Of a file that is being exported nothing is left.',
    buttons: ['Stop the export and close', 'Keep running'],
  });
  expect(closeQuestion([{ runs: ['Run 1'], importing: true, exporting: true }])).toMatchObject({
    message: 'A run, an import and an export are under way.',
    buttons: ['Stop the run and close', 'Keep running'],
  });
});
