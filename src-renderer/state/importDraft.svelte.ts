import type { DatasetInfo, FileSummary, Grant, Known, Roles } from '../../src-main/ipc/types.ts';
import { bridge, call, AppError } from './api.ts';
import type { AppState } from './app.svelte.ts';
import { ImportFile } from './importFile.svelte.ts';
import { isUnreadable, likelyUses, type ImportUse } from './importUse.ts';
import { leaveRuns } from './leaveRuns.ts';
import { mismatchOf, type Mismatch } from './mismatch.ts';
import { flushViewState } from './viewState.svelte.ts';
import { rolesLike, usualRoles } from './usualRoles.ts';

const MOST_LISTED = 3;
const LONGEST_NAME = 100;

export type ImportStage = { phase: 'reading' | 'storing'; fraction: number | null };
/** What becomes of cells that only the counts or only the annotations have, once the user has said so. */
export type UnmatchedChoice = 'drop' | 'keep';

/** What the user says of files before they are imported, and the import itself. */
export class ImportDraft {
  files: readonly ImportFile[] = $state.raw([]);
  /** What the files give, put together. */
  summary: FileSummary | undefined = $state.raw();
  /** Why the import failed. */
  failure: AppError | undefined = $state.raw();
  /** Why what the files give together could not be found out. */
  trouble: AppError | undefined = $state.raw();
  inspecting = $state(true);
  /** The file that is looked into by itself, of several. */
  lookingInto: ImportFile | undefined = $state.raw();
  name = $state('');
  layers: { splicedLayer?: string; unsplicedLayer?: string } = $state.raw({});
  unmatched: UnmatchedChoice | undefined = $state();
  roles: Roles = $state.raw({});
  known: Known = $state.raw({});
  /** Where the new project will lie; absent where the data goes into the open one. */
  place: Grant | undefined = $state.raw();
  /** While it is being imported. */
  stage: ImportStage | undefined = $state.raw();
  cancelling = $state(false);
  /** Whether the last import was cancelled. */
  cancelled = $state(false);
  readonly fresh: boolean;
  readonly #app: AppState;
  #looks = 0;
  /** Cells that the counts and all annotations have. */
  #matched = 0;
  #proposals = 0;
  /** Whether a project was made for it that is still empty. */
  #made = false;
  #proposedName = '';
  #placeChosen = false;
  #rolesChosen: readonly (keyof Roles)[] = [];

  constructor(app: AppState, grants: readonly Grant[], fresh: boolean) {
    this.#app = app;
    this.fresh = fresh;
    this.files = unique(grants).map((grant) => new ImportFile(grant));
    this.#proposeName();
  }

  /** Whether there is more than a file by itself. */
  readonly several: boolean = $derived(this.files.length > 1);
  readonly counts: readonly ImportFile[] = $derived(this.files.filter(({ use }) => use === 'counts'));
  readonly annotations: readonly ImportFile[] = $derived(
    this.files.filter(({ use }) => use === 'annotations'),
  );

  /** What the samples of the counts are called, in their order. */
  readonly samples: readonly string[] = $derived(this.counts.map(({ sampleName }) => sampleName));

  /** Categories of the chosen clusters. */
  readonly clusters: readonly string[] = $derived(
    this.summary?.obs.find(({ name }) => name === this.roles.clusters)?.categories?.map(({ name }) => name) ??
      [],
  );

  /** The cells that only the counts or only the annotations have. */
  readonly mismatch: Mismatch | undefined = $derived.by(() => {
    const merge = this.summary?.merge;
    // Where a file could not be matched at all, there is nothing to choose yet.
    if (merge?.annotations.length !== this.annotations.length) return undefined;
    return mismatchOf(merge, this.#matched);
  });

  /** Whether the user has to say what becomes of the cells that do not match. */
  readonly asking: boolean = $derived(this.mismatch !== undefined && this.unmatched === undefined);

  /** Embeddings of annotations that lack cells: they cannot be kept where those cells are. */
  readonly partialEmbeddings: readonly string[] = $derived(
    this.annotations.flatMap(({ match, summary }) =>
      match && match.onlyCounts.count > 0 ? (summary?.obsm ?? []).map(({ name }) => name) : [],
    ),
  );

  /** Whether there is one file, of which nothing is known but that it cannot be used. */
  readonly unusable: boolean = $derived(
    !this.several && !this.inspecting && (!this.summary || isUnreadable(this.summary)),
  );

  /** Whether there is one file, and it says what cells are without having their counts. */
  readonly lacksCounts: boolean = $derived(
    !this.several && this.summary !== undefined && likelyUses([this.summary])[0] === 'annotations',
  );

  /** What stands against the import and is for the user to mend. */
  readonly hindrance: string | undefined = $derived.by(() => {
    if (this.several) {
      const bad = this.files.filter(({ problem }) => problem !== undefined);
      if (bad.length === 1) return `${bad[0].grant.name} cannot be used. Remove it to go on.`;
      if (bad.length > 1) return `${bad.length} files cannot be used. Remove them to go on.`;
      if (this.counts.length === 0) return 'None of the files has counts of cells. Add them.';
      if (this.twin !== undefined) return `Two samples are called “${this.twin}”.`;
    }
    if (this.lacksCounts) return 'The file has no counts. Add those of its cells.';
    if (this.trouble) return 'As they are, the files cannot be imported.';
    if (this.asking) return 'Choose what becomes of the cells that do not match.';
    if (this.summary?.error === undefined) return undefined;
    return this.several
      ? 'As they are, the files cannot be imported.'
      : 'As it is, the file cannot be imported.';
  });

  /** A name that two samples have. */
  get twin(): string | undefined {
    return this.samples.find((name, i) => this.samples.indexOf(name) < i);
  }

  /** Whether the import can start. */
  get ready(): boolean {
    const { summary, inspecting, stage, name, fresh, place, hindrance } = this;
    if (inspecting || stage || !summary || hindrance !== undefined || name.trim() === '') return false;
    return !fresh || place !== undefined;
  }

  /** Looks into the files, and proposes what their columns are and where the project shall lie. */
  async begin(): Promise<void> {
    await Promise.all([this.#inspect(), this.fresh ? this.#propose() : undefined]);
  }

  /** Looks no further: the preview is left. */
  stop(): void {
    this.#looks++;
  }

  /** Takes more files to those that are there, for what they hold unless told, and looks again. */
  add(grants: readonly Grant[], use?: ImportUse): void {
    const added = unique(grants).filter(({ token }) =>
      this.files.every(({ grant }) => grant.token !== token),
    );
    if (added.length === 0) return;
    this.#change([...this.files, ...added.map((grant) => new ImportFile(grant, use))]);
  }

  remove(file: ImportFile): void {
    if (this.files.length > 1) this.#change(this.files.filter((one) => one !== file));
  }

  /** Takes a file for something else than it was. */
  useAs(file: ImportFile, use: ImportUse): void {
    const other = new ImportFile(file.grant, use);
    other.summary = file.summary;
    this.#change(this.files.map((one) => (one === file ? other : one)));
  }

  /** Gives a sample another name; an empty one takes back what the user said. */
  rename(file: ImportFile, name: string): void {
    file.sample = name.trim() || undefined;
    this.#proposeName();
    if (this.twin === undefined) void this.#inspect();
  }

  /** Calls the dataset so; the new project's place follows as long as the user chose none. */
  setName(name: string): void {
    this.name = name;
    if (this.fresh && this.place && !this.#placeChosen) void this.#propose();
  }

  /** Says what becomes of the cells that do not match, and looks again. */
  chooseUnmatched(unmatched: UnmatchedChoice): void {
    this.unmatched = unmatched;
    void this.#inspect();
  }

  /** Takes other matrices for the counts, and looks again. */
  async chooseLayers(layers: ImportDraft['layers']): Promise<void> {
    this.layers = layers;
    for (const file of this.counts) file.summary = undefined;
    await this.#inspect();
  }

  chooseRoles(roles: Roles): void {
    const changed = (['clusters', 'embedding', 'batch', 'sample', 'time'] as const).filter(
      (role) => roles[role] !== this.roles[role],
    );
    this.#rolesChosen = [...this.#rolesChosen, ...changed];
    this.#setRoles(roles);
  }

  /** Lets the user choose where the project shall lie. */
  async choosePlace(): Promise<void> {
    try {
      const place = await call(
        bridge.files.chooseNewProject({ name: this.name.trim() || this.#proposedName }),
      );
      if (!place) return;
      this.place = place;
      this.#placeChosen = true;
    } catch (error) {
      this.#app.notices.report(error, 'The place could not be chosen');
    }
  }

  /** Imports the files, in a project of their own where they shall have one, and shows the dataset. */
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

  #change(files: readonly ImportFile[]): void {
    this.files = files;
    // What was said of other cells does not hold for these.
    this.unmatched = undefined;
    this.cancelled = false;
    if (files.length === 1) {
      files[0].use = 'counts';
      files[0].told = false;
    }
    void this.#inspect();
  }

  /** Looks into each file that was not looked into, and then at all together. Of several looks the last one counts. */
  async #inspect(): Promise<void> {
    const look = ++this.#looks;
    this.inspecting = true;
    this.failure = undefined;
    this.trouble = undefined;
    for (const file of this.files) file.refusal = undefined;
    try {
      if (this.several && !(await this.#lookIntoEach(look))) return;
      // Until the user has chosen, what is shown is of the cells that match.
      const unmatched = this.unmatched ?? 'drop';
      const summary = await call(bridge.files.inspect({ ...this.#source(), unmatched }));
      if (look !== this.#looks) return;
      if (unmatched === 'drop') this.#matched = summary.error === undefined ? summary.cells : 0;
      this.#take(summary);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (look !== this.#looks) return;
      this.trouble = error;
      if (this.several) this.summary = undefined;
    } finally {
      if (look === this.#looks) this.inspecting = false;
    }
  }

  /** Finds out what each file holds and is for; whether they can be put together. */
  async #lookIntoEach(look: number): Promise<boolean> {
    for (const file of this.files) {
      if (file.summary) continue;
      this.lookingInto = file;
      file.failure = undefined;
      const seen = await call(
        bridge.files.inspect({ counts: [{ grant: file.grant.token }], ...this.layers }),
      ).catch((error: unknown) => error);
      if (look !== this.#looks) return false;
      if (seen instanceof AppError) file.failure = seen.problem;
      else if (seen instanceof Error) throw seen;
      else file.summary = seen as FileSummary;
    }
    this.lookingInto = undefined;
    const uses = likelyUses(this.files.map(({ summary }) => summary));
    this.files.forEach((file, i) => {
      if (!file.told) file.use = uses[i];
    });
    this.#proposeName();
    const fit = this.counts.length > 0 && this.files.every(({ problem }) => problem === undefined);
    if (!fit || this.twin !== undefined) this.summary = undefined;
    return fit && this.twin === undefined;
  }

  #take(summary: FileSummary): void {
    this.summary = summary;
    if (!this.several) this.files[0].summary = summary;
    const { error } = summary;
    const refused = this.several && error !== undefined && this.files.find((file) => file.isNamedIn(error));
    if (refused) refused.refusal = error;
    this.counts.forEach((file, i) => {
      file.found = summary.merge?.samples[i];
    });
    this.annotations.forEach((file, i) => {
      file.match = summary.merge?.annotations[i];
    });
    this.#proposeName();
    if (summary.obs.length > 0 || summary.obsm.length > 0)
      this.#setRoles(rolesLike(usualRoles(summary), this.roles, this.#rolesChosen, summary));
  }

  #setRoles(roles: Roles): void {
    if (roles.clusters !== this.roles.clusters) this.known = {};
    this.roles = roles;
  }

  /** Calls the dataset as its samples are called, and lets the project lie accordingly, as long as the user said nothing else. */
  #proposeName(): void {
    const proposed = nameOf(this.counts.length > 0 ? this.samples : this.files.map(({ stem }) => stem));
    if (this.name !== this.#proposedName || proposed === this.name) return;
    this.#proposedName = proposed;
    this.setName(proposed);
  }

  async #propose(): Promise<void> {
    const proposal = ++this.#proposals;
    try {
      const name = this.name.trim() || this.#proposedName;
      const place = await call(bridge.files.proposeNewProject({ name }));
      if (proposal === this.#proposals && !this.#placeChosen) this.place = place;
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
    const { several, annotations, unmatched } = this;
    return {
      counts: this.counts.map(({ grant, sample }) => ({ grant: grant.token, sample })),
      ...(several && annotations.length > 0
        ? { annotations: annotations.map(({ grant }) => grant.token), unmatched }
        : {}),
      ...this.layers,
    };
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

/** What a dataset of these samples is called unless told. */
function nameOf(samples: readonly string[]): string {
  const listed = samples.join(' + ');
  if (samples.length === 1 || (samples.length <= MOST_LISTED && listed.length <= LONGEST_NAME)) return listed;
  return `${samples[0]} and ${samples.length - 1} more`;
}

function unique(grants: readonly Grant[]): Grant[] {
  return grants.filter(({ token }, i) => grants.findIndex((grant) => grant.token === token) === i);
}
