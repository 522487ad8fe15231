import type { Answer } from '../../src-main/ipc/channel.ts';
import type { ArgsOf } from '../../src-main/ipc/contract.ts';
import type { Grant } from '../../src-main/ipc/types.ts';
import { bridge, call } from './api.ts';
import type { AppState } from './app.svelte.ts';
import { ImportDraft } from './importDraft.svelte.ts';
import { leaveRuns } from './leaveRuns.ts';
import { flushViewState } from './viewState.svelte.ts';

/** Opens a project in place of the one that is open. */
export function openProject(app: AppState, which: { grant: Grant } | { recent: string; name: string }): void {
  if (held(app)) return;
  const name = 'grant' in which ? which.grant.name : which.name;
  const args = 'grant' in which ? { grant: which.grant.token } : { recent: which.recent };
  leaveRuns(app, `Open ${name}`, () =>
    attempt(app, `Opening ${name}…`, `${name} could not be opened`, async () => {
      await flushViewState();
      await app.enter(await call(bridge.project.open(args)));
      app.importing = undefined;
    }),
  );
}

/** Opens a bundled example as a project. */
export function openExample(app: AppState, id: string, title: string): void {
  if (held(app)) return;
  leaveRuns(app, `Open ${title}`, () =>
    attempt(app, `Opening ${title}…`, 'The example could not be opened', async () => {
      await flushViewState();
      await app.enter(await call(bridge.project.openExample({ id })));
      app.importing = undefined;
    }),
  );
}

/** Lets the user choose a project, and opens it. */
export async function chooseProject(app: AppState): Promise<void> {
  if (held(app)) return;
  const grant = await choice(app, bridge.files.chooseProject(undefined));
  if (grant) openProject(app, { grant });
}

/** Lets the user choose data and shows its preview; `fresh` data becomes a project of its own. */
export async function chooseData(app: AppState, kind: 'file' | 'folder', fresh: boolean): Promise<void> {
  if (held(app)) return;
  const grants = await choice(app, bridge.files.chooseData({ kind }));
  if (grants && grants.length > 0) preview(app, grants, fresh);
}

/** Lets the user choose what is added to the import whose preview is open. */
export async function addData(app: AppState, kind: 'file' | 'folder' | 'annotations'): Promise<void> {
  const draft = app.importing;
  if (!draft || held(app)) return;
  const grants = await choice(app, bridge.files.chooseData({ kind }));
  if (grants && draft === app.importing) addTo(app, draft, grants, kind === 'annotations');
}

/**
 * Takes files that were dropped on the window or given to the program: a project is opened, data previewed, or added
 * to the import whose preview is open.
 */
export function takeGrants(app: AppState, grants: readonly Grant[]): void {
  if (grants.length === 0 || held(app)) return;
  const project = grants.find(({ kind }) => kind === 'project');
  if (project) {
    openProject(app, { grant: project });
    if (grants.length > 1)
      app.notices.done(`Only ${project.name} is opened`, 'A project is opened by itself.');
    return;
  }
  const { importing } = app;
  if (importing && !importing.unusable) addTo(app, importing, grants);
  else preview(app, grants, importing?.fresh ?? false);
}

/** Takes what was dropped on the window. */
export async function takeDrop(app: AppState, files: File[]): Promise<void> {
  try {
    const grants = await call(bridge.dropped(files));
    if (grants.length === 0)
      app.notices.problem('Nothing to open', 'What was dropped is no file or folder on this computer.');
    takeGrants(app, grants);
  } catch (error) {
    app.notices.report(error, 'What was dropped could not be opened');
  }
}

/** Copies the project to a place that the user chooses and goes on with the copy. */
export async function saveAs(app: AppState): Promise<void> {
  if (held(app)) return;
  await attempt(app, undefined, 'The project could not be saved', async () => {
    await flushViewState();
    const project = await call(bridge.project.saveAs(undefined));
    if (!project) return;
    app.project = project;
    app.notices.done(`Saved as ${project.name}`, project.folder);
  });
}

/** Copies the project to a place that the user chooses and stays with this one. */
export async function saveCopy(app: AppState): Promise<void> {
  if (held(app)) return;
  await attempt(app, undefined, 'The copy could not be saved', async () => {
    await flushViewState();
    const copy = await call(bridge.project.saveCopy(undefined));
    if (copy) app.notices.done(`Copy saved as ${copy.name}`, copy.folder);
  });
}

export function closeProject(app: AppState): void {
  if (held(app)) return;
  leaveRuns(app, 'Close project', () =>
    attempt(app, undefined, 'The project could not be closed', async () => {
      await flushViewState();
      await call(bridge.project.close(undefined));
      app.leave();
      app.start = await call(bridge.app.start(undefined));
    }),
  );
}

export function revealProject(app: AppState): Promise<void> {
  return attempt(app, undefined, 'The folder could not be shown', () =>
    call(bridge.project.reveal(undefined)),
  );
}

/** Writes the outputs of a run, the one that is shown unless told, to a folder that the user chooses. */
export async function exportResults(app: AppState, run = app.run): Promise<void> {
  if (run?.status !== 'done') {
    app.notices.problem(
      'Nothing to export yet',
      'Results belong to a finished run.',
      'Choose one in the list of runs.',
    );
    return;
  }
  await attempt(app, undefined, 'The results could not be exported', async () => {
    const written = await call(bridge.runs.export({ runId: run.id }));
    if (written)
      app.notices.done(
        `Results of “${run.name}” exported`,
        `${written.files.length} files in ${written.folder}`,
      );
  });
}

/** Writes a dataset as it was imported to a place that the user chooses. */
export async function exportDataset(
  app: AppState,
  { id, name }: { id: number; name: string },
  format: ArgsOf<'datasets.export'>['format'],
): Promise<void> {
  await attempt(app, undefined, 'The dataset could not be exported', async () => {
    const exported = await call(bridge.datasets.export({ datasetId: id, format }));
    if (!exported) return;
    const { written, notes } = exported;
    app.notices.done(`“${name}” exported as ${written.name}`, [written.folder, ...notes].join('. '), {
      label: 'Show in folder',
      run: () =>
        void attempt(app, undefined, 'The folder could not be shown', () =>
          call(bridge.files.reveal({ grant: written.token })),
        ),
    });
  });
}

/** Asks how the project is now. Where it is gone, the main process says so by itself. */
export async function refreshProject(app: AppState): Promise<void> {
  const project = await call(bridge.project.info(undefined)).catch(() => undefined);
  if (project && app.project) app.adopt(project);
}

export async function forgetRecent(app: AppState, id: string): Promise<void> {
  await attempt(app, undefined, 'The list could not be changed', async () => {
    const recents = await call(bridge.app.forgetRecent({ id }));
    if (app.start) app.start = { ...app.start, recents };
  });
}

function preview(app: AppState, grants: readonly Grant[], fresh: boolean): void {
  app.notices.clear();
  app.importing = new ImportDraft(app, grants, fresh || !app.project);
}

function addTo(app: AppState, draft: ImportDraft, grants: readonly Grant[], annotations = false): void {
  app.notices.clear();
  const known = grants.filter(({ token }) => draft.files.some(({ grant }) => grant.token === token));
  if (known.length > 0)
    app.notices.note(
      known.length === 1 ? `${known[0].name} is there already` : `${known.length} files are there already`,
      'The same file can be added once.',
    );
  draft.add(grants, annotations ? 'annotations' : undefined);
}

/** Whether the window must stay where it is: while it opens a project or imports. Says so in the second case. */
function held(app: AppState): boolean {
  if (app.importRunning)
    app.notices.problem('An import is under way', undefined, 'Wait for its end, or cancel it first.');
  return app.importRunning || app.busy !== undefined;
}

async function attempt(
  app: AppState,
  busy: string | undefined,
  title: string,
  action: () => Promise<void>,
): Promise<void> {
  if (busy) {
    app.notices.clear();
    app.busy = busy;
  }
  try {
    await action();
  } catch (error) {
    app.notices.report(error, title);
  } finally {
    if (busy) app.busy = undefined;
  }
}

async function choice<R>(app: AppState, answer: Promise<Answer<R>>): Promise<R | null> {
  try {
    return await call(answer);
  } catch (error) {
    app.notices.report(error, 'The dialog could not be shown');
    return null;
  }
}
