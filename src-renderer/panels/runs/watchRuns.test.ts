import { expect, it, vi } from 'vitest';

import type { AppEvent, RunSummary } from '../../../src-main/ipc/types.ts';
import type { AppState, Source } from '../../state/app.svelte.ts';
import { watchRuns } from './watchRuns.ts';

function windowThatShows(source: Source) {
  let hear: (event: AppEvent) => void = () => undefined;
  const app = {
    source,
    notices: { done: vi.fn() },
    onEvent(listener: typeof hear) {
      hear = listener;
      return () => undefined;
    },
  };
  watchRuns(app as unknown as AppState);
  const tell = (status: RunSummary['status'], id = 5): void => {
    const runs = [{ id, datasetId: 1, name: 'Fifth', status }];
    hear({ type: 'project', project: { token: 't', runs } } as unknown as AppEvent);
  };
  return { app, tell };
}

it('shows a run of the dataset that is looked at once it is done', () => {
  const { app, tell } = windowThatShows({ dataset: 1 });
  tell('running');
  expect(app.source).toEqual({ dataset: 1 });
  tell('done');
  expect(app.source).toEqual({ run: 5 });
  expect(app.notices.done).not.toHaveBeenCalled();
});

it('says that a run is done where another is looked at', () => {
  const { app, tell } = windowThatShows({ run: 2 });
  tell('running');
  tell('done');
  tell('done');
  expect(app.source).toEqual({ run: 2 });
  expect(app.notices.done).toHaveBeenCalledOnce();
});

it('leaves alone runs that failed or were done before', () => {
  const { app, tell } = windowThatShows({ dataset: 1 });
  tell('done');
  tell('running');
  tell('failed');
  expect(app.source).toEqual({ dataset: 1 });
});
