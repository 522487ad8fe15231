import type { DatasetInfo, FileSummary, Grant, Known, Roles } from '../../src-main/ipc/types.ts';
import { bridge, call, AppError } from './api.ts';
import type { AppState } from './app.svelte.ts';
import { leaveRuns } from './projects.ts';
import { flushViewState } from './viewState.svelte.ts';
import { usualRoles, withoutExtension } from './usualRoles.ts';

export type ImportStage = { phase: 'reading' | 'storing'; fraction: number | null };

/** What the user says of a file before it is imported, and the import itself. */
export class ImportDraft {
  summary: FileSummary | undefined = $state.raw();
  /** Why the file could not be looked into, or the import failed. */
  failure: AppError | undefined = $state.raw();
  inspecting = $state(true);
  name = $state('');
  layers: { splicedLayer?: string; unsplicedLayer?: string } = $state.raw({});
  roles: Roles = $state.raw({});
  known: Known = $state.raw({});
  /** Where the new project will lie; absent where the data goes into the open one. */
  place: Grant | undefined = $state.raw();
  /** While it is being imported. */
  stage: ImportStage | undefined = $state.raw();
  cancelling = $state(false);
  /** Whether the last import was cancelled. */
  cancelled = $state(false);
  readonly grant: Grant;
  readonly fresh: boolean;
  readonly #app: AppState;
  #looks = 0;
  /** Whether a project was made for it that is still empty. */
  #made = false;

  constructor(app: AppState, grant: Grant, fresh: boolean) {
    this.#app = app;
    this.grant = grant;
    this.fresh = fresh;
    this.name = withoutExtension(grant.name);
  }

  /** Categories of the chosen clusters. */
  readonly clusters: readonly string[] = $derived(
    this.summary?.obs.find(({ name }) => name === this.roles.clusters)?.categories?.map(({ name }) => name) ??
      [],
  );

  /** Whether the import can start. */
  get ready(): boolean {
    const { summary, inspecting, stage, name, fresh, place } = this;
    if (inspecting || stage || !summary || summary.error !== undefined || name.trim() === '') return false;
    return !fresh || place !== undefined;
  }

  /** Looks into the file, and proposes what its columns are and where the project shall lie. */
  async begin(): Promise<void> {
    await Promise.all([this.#inspect(), this.fresh ? this.#propose() : undefined]);
    if (this.summary) this.roles = usualRoles(this.summary);
  }

  /** Takes other matrices for the counts, and looks again. */
  async chooseLayers(layers: ImportDraft['layers']): Promise<void> {
    this.layers = layers;
    await this.#inspect();
  }

  chooseRoles(roles: Roles): void {
    if (roles.clusters !== this.roles.clusters) this.known = {};
    this.roles = roles;
  }

  /** Lets the user choose where the project shall lie. */
  async choosePlace(): Promise<void> {
    try {
      const place = await call(bridge.files.chooseNewProject({ name: this.name.trim() || this.grant.name }));
      if (place) this.place = place;
    } catch (error) {
      this.#app.notices.report(error, 'The place could not be chosen');
    }
  }

  /** Imports the file, in a project of its own where it shall have one, and shows the dataset. */
  run(): void {
    if (this.fresh) leaveRuns(this.#app, 'Import', () => this.#import());
    else void this.#import();
  }

  async #import(): Promise<void> {
    this.failure = undefined;
    this.cancelled = false;
    this.#app.importRunning = true;
    this.stage = { phase: 'reading', fraction: null };
    const end = this.#app.onEvent((event) => {
      if (event.type === 'import') this.stage = { phase: event.phase, fraction: event.fraction };
    });
    try {
      if (this.fresh) await this.#makeProject();
      const { datasetId } = await call(bridge.datasets.import(this.#arguments()));
      await this.#show(datasetId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.cancelled) this.cancelled = true;
      else this.failure = error;
      await this.#leaveEmptyProject();
    } finally {
      end();
      this.#app.importRunning = false;
      this.stage = undefined;
      this.cancelling = false;
    }
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    await call(bridge.datasets.cancelImport(undefined)).catch((error: unknown) => {
      this.cancelling = false;
      this.#app.notices.report(error, 'The import could not be cancelled');
    });
  }

  async #inspect(): Promise<void> {
    const look = ++this.#looks;
    this.inspecting = true;
    this.failure = undefined;
    try {
      const summary = await call(bridge.files.inspect(this.#source()));
      if (look === this.#looks) this.summary = summary;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (look === this.#looks) this.failure = error;
    } finally {
      if (look === this.#looks) this.inspecting = false;
    }
  }

  async #propose(): Promise<void> {
    try {
      this.place = await call(bridge.files.proposeNewProject({ name: this.name || this.grant.name }));
    } catch (error) {
      this.#app.notices.report(error, 'No place for the project could be found');
    }
  }

  async #makeProject(): Promise<void> {
    await flushViewState();
    await this.#app.enter(await call(bridge.project.create({ grant: this.place!.token })));
    this.#made = true;
  }

  /** Closes the project that was made for an import that did not come to its end; its file goes, and trying again makes another. */
  async #leaveEmptyProject(): Promise<void> {
    if (!this.#made) return;
    this.#made = false;
    const app = this.#app;
    const { importing } = app;
    try {
      await call(bridge.project.close(undefined));
      app.leave();
      app.importing = importing;
      app.start = await call(bridge.app.start(undefined));
    } catch (error) {
      app.notices.report(error, 'The new project could not be closed');
    }
  }

  #source(): Parameters<typeof bridge.files.inspect>[0] {
    return { counts: [{ grant: this.grant.token }], ...this.layers };
  }

  #arguments(): Parameters<typeof bridge.datasets.import>[0] {
    return {
      ...this.#source(),
      name: this.name.trim(),
      roles: this.roles,
      known: this.known,
    };
  }

  async #show(datasetId: number): Promise<void> {
    const app = this.#app;
    const project = await call(bridge.project.info(undefined));
    app.adopt(project);
    app.source = { dataset: datasetId };
    app.draft = undefined;
    const dataset: DatasetInfo | undefined = project.datasets.find(({ id }) => id === datasetId);
    // Without an embedding there is nothing to look at before a first run.
    if (dataset && !this.roles.embedding) app.draftRun(dataset);
    app.importing = undefined;
  }
}
