import type { ColumnInfo, EmbeddingInfo } from '../../../src-main/views/contract.ts';
import { GeneTable } from '../../state/geneTable.ts';
import { fetchView } from '../../state/views.ts';

/** What can be chosen of a run in a figure's forms: read when it is first needed. */
export class RunChoices {
  columns: ColumnInfo[] = $state.raw([]);
  genes: GeneTable | undefined = $state.raw();
  embeddings: EmbeddingInfo[] = $state.raw([]);
  /** Whether the genes are still being read. */
  reading = $state(false);
  readonly run: number;
  readonly #project: string;
  #asked: Record<string, true> = {};

  constructor(project: string, run: number) {
    this.#project = project;
    this.run = run;
    this.#read('columns', async () => {
      this.columns = (await fetchView(project, 'columns', { source: { run } })).header.columns;
    });
  }

  needGenes(): void {
    this.#read('genes', async () => {
      this.reading = true;
      try {
        this.genes = new GeneTable(await fetchView(this.#project, 'genes', { source: { run: this.run } }));
      } finally {
        this.reading = false;
      }
    });
  }

  needEmbeddings(): void {
    this.#read('embeddings', async () => {
      const { header } = await fetchView(this.#project, 'scene', { source: { run: this.run } });
      this.embeddings = header.embeddings;
    });
  }

  /** What cannot be read offers nothing to choose; the preview says why the run cannot be drawn. */
  #read(what: string, read: () => Promise<void>): void {
    if (Object.hasOwn(this.#asked, what)) return;
    this.#asked[what] = true;
    read().catch(() => undefined);
  }
}
