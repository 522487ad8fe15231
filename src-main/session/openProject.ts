import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';

import { DataError, errorRecord } from '../../src-worker/data/errors.ts';
import type { Project } from '../project/project.ts';
import { createViewReader, type ViewReader } from '../views/reader.ts';
import { createRunQueue, type RunQueue } from './runQueue.ts';
import { projectInfo } from './info.ts';
import type { SessionState } from './session.ts';

/** A project with what the session keeps beside it while it is open. */
export interface OpenProject {
  readonly project: Project;
  /** Part of the addresses of its arrays: who does not know it cannot read them. */
  readonly token: string;
  readonly reader: ViewReader;
  readonly queue: RunQueue;
  /** Whether it was made by this session and nothing was imported into it yet; closing it then removes its file. */
  unused: boolean;
}

/** Closes what is open and goes on with `project`; `unused` says that it was made just now. */
export async function takeProject(
  state: SessionState,
  project: Project,
  unused = false,
): Promise<OpenProject> {
  try {
    await closeOpenProject(state);
  } catch (error) {
    state.emit({
      type: 'problem',
      title: 'The project before was not closed well',
      error: errorRecord(error),
    });
  }
  const open: OpenProject = {
    project,
    token: randomUUID(),
    reader: createViewReader(project.database),
    queue: createRunQueue(state, project),
    unused,
  };
  state.open = open;
  if (project.backup)
    state.emit({
      type: 'notice',
      title: 'The project was converted',
      text: `It is of an earlier version of the program. A copy as it was is kept in ${project.backup}.`,
    });
  return open;
}

/** Stops the import, the exports and the runs that are under way, then closes the project's file; one that was made for nothing goes. */
export async function closeOpenProject(state: SessionState): Promise<void> {
  const { open } = state;
  if (!open) return;
  state.importing?.stop.abort();
  await state.importing?.done.catch(() => undefined); // whoever asked for the import hears of it
  for (const { stop } of state.exporting) stop.abort();
  // Whoever asked for an export hears of it; what it has written so far is to be gone before its thread ends.
  await Promise.allSettled([...state.exporting].map(({ done }) => done));
  await open.queue.close();
  state.open = undefined;
  const needless = open.unused && open.project.isInPlace();
  open.project.close();
  if (needless) rmSync(open.project.path, { force: true });
}

/** @throws DataError where no project is open, or its file is no longer where it was. */
export function needProject(state: SessionState): OpenProject {
  const open = needOpen(state);
  // A file that was deleted goes on taking writes on some systems, and nobody would find them.
  open.project.checkInPlace();
  return open;
}

/** The same for what helps where the file is gone, as saving a copy does. @throws DataError where no project is open. */
export function needOpen(state: SessionState): OpenProject {
  if (state.open) return state.open;
  throw new DataError('no project is open.', {}, 'Open a project, or make a new one.');
}

/** Tells the page how the project now is. */
export function tellProject(state: SessionState): void {
  if (state.open) state.emit({ type: 'project', project: projectInfo(state.open) });
}
