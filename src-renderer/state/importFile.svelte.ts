import type { AnnotationReport, FileSummary, Grant, MergeReport } from '../../src-main/ipc/types.ts';
import { isUnreadable, type ImportUse } from './importUse.ts';
import { withoutExtension } from './usualRoles.ts';
import { withoutPlace } from './withoutPlace.ts';

/** One of the files that are to become a dataset. */
export class ImportFile {
  readonly grant: Grant;
  /** What it holds, looked at by itself. */
  summary: FileSummary | undefined = $state.raw();
  /** Why it could not be looked at. */
  failure: string | undefined = $state.raw();
  /** Why it cannot be put together with the others. */
  refusal: string | undefined = $state.raw();
  use: ImportUse = $state('counts');
  /** Whether the user said what it is for. */
  told: boolean;
  /** What the user calls its sample. */
  sample: string | undefined = $state.raw();

  /** Of counts: what became of them beside the others. */
  found: MergeReport['samples'][number] | undefined = $state.raw();
  /** Of annotations: how their cells were found among the counts. */
  match: AnnotationReport | undefined = $state.raw();

  constructor(grant: Grant, use?: ImportUse) {
    this.grant = grant;
    this.told = use !== undefined;
    if (use) this.use = use;
  }

  /** What its sample is called: by the user, or else by its barcodes, its path or its file. */
  get sampleName(): string {
    return this.sample ?? this.found?.name ?? this.stem;
  }

  get stem(): string {
    return withoutExtension(this.grant.name);
  }

  /** Why it cannot be used as what it is taken for. */
  get problem(): string | undefined {
    const { failure, refusal, summary, use } = this;
    if (failure !== undefined) return failure;
    const usable = use === 'annotations' && summary && !isUnreadable(summary);
    const error = refusal ?? (usable ? undefined : summary?.error);
    return error === undefined ? undefined : withoutPlace(error, this.grant);
  }

  /** What else it could be taken for. */
  get otherUse(): ImportUse | undefined {
    const { summary } = this;
    if (!summary || isUnreadable(summary)) return undefined;
    if (this.use === 'counts') return summary.error === undefined ? undefined : 'annotations';
    return summary.error === undefined ? 'counts' : undefined;
  }

  /** Whether what was said of several files begins with this one. */
  isNamedIn(text: string): boolean {
    return withoutPlace(text, this.grant) !== text;
  }
}
