import type { FigureInput } from '../../../src-main/ipc/types.ts';

/** What a new figure starts with. */
export interface Template {
  name: string;
  /** One line of what is in it. */
  detail: string;
  /** @param run what it is drawn from */
  spec: (run: TemplateRun) => FigureInput;
}

/** What of a run decides what can be shown of it. */
export interface TemplateRun {
  id: number | null;
  /** Whether it orders cells by latent time. */
  dynamical: boolean;
  fate: boolean;
}

export const TEMPLATES: readonly Template[] = [
  {
    name: 'Overview',
    detail: 'Streamlines, a phase portrait, genes along time, fates',
    spec: ({ id, fate }) => ({
      run: id,
      panels: [
        { kind: 'embedding', flow: 'lines' },
        { kind: 'portrait', legend: 'none' },
        { kind: 'heatmap' },
        fate ? { kind: 'fates' } : { kind: 'quality', legend: 'bottom' },
      ],
    }),
  },
  {
    name: 'Embedding only',
    detail: 'One picture of all cells with streamlines, one column wide',
    spec: ({ id }) => ({
      run: id,
      size: 'nature-single',
      columns: 1,
      letters: 'none',
      panels: [{ kind: 'embedding', flow: 'lines' }],
    }),
  },
  {
    name: 'Genes',
    detail: 'A phase portrait, the kinetics of all genes, trends along time',
    spec: ({ id, dynamical }) => ({
      run: id,
      panels: [
        { kind: 'portrait', legend: 'none' },
        dynamical ? { kind: 'kinetics' } : { kind: 'quality', show: 'velocity_r2' },
        { kind: 'trends', span: 2 },
      ],
    }),
  },
];
