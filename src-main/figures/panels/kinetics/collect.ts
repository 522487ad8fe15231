import { DataError } from '../../../../src-worker/data/errors.ts';
import { kineticsNumbers, type KineticsColumn } from '../../../views/kineticsColumns.ts';
import { didYouMean } from '../../../views/nearNames.ts';
import { namesOf, type Source } from '../../../views/source.ts';
import type { PanelOf } from '../../spec/panels.ts';
import { bestGenes, chosenGenes } from '../runGenes.ts';

type Numbers = Extract<KineticsColumn, { kind: 'number' }>;

/** What a panel of kinetics draws: two numbers of each gene. */
export interface KineticsData {
  x: { id: string; label: string };
  y: { id: string; label: string };
  /** One a gene, NaN where it was not fitted. */
  xs: Float32Array;
  ys: Float32Array;
  /** 1 a gene that the velocities rest on; null where that is not known. */
  velocityGenes: Uint8Array | null;
  /** Genes whose names are written, the most important first. */
  named: { name: string; gene: number }[];
  /** Whether the user named them. */
  asked: boolean;
}

/** @throws DataError where the run has not fitted what is to be drawn. */
export async function collectKinetics(source: Source, panel: PanelOf<'kinetics'>): Promise<KineticsData> {
  const numbers = await kineticsNumbers(source);
  const pair = usualPair(numbers);
  const x = find(numbers, panel.x ?? pair[0]);
  const y = find(numbers, panel.y ?? pair[1]);
  return {
    x: { id: x.id, label: x.label },
    y: { id: y.id, label: y.label },
    xs: Float32Array.from(x.values),
    ys: Float32Array.from(y.values),
    velocityGenes: source.has('velocity_genes') ? source.stored('velocity_genes').data.slice() : null,
    named: await namedGenes(source, panel, (gene) => Number.isFinite(x.values[gene] + y.values[gene])),
    asked: panel.genes.length > 0,
  };
}

async function namedGenes(
  source: Source,
  { genes, labels }: PanelOf<'kinetics'>,
  fitted: (gene: number) => boolean,
): Promise<KineticsData['named']> {
  const places = new Map(namesOf(source, 'genes').map((name, gene) => [name, gene]));
  const names =
    genes.length > 0 ? await chosenGenes(source, genes, 0) : labels > 0 ? await bestGenes(source) : [];
  const found = names.map((name) => ({ name, gene: places.get(name)! }));
  return genes.length > 0 ? found : found.filter(({ gene }) => fitted(gene)).slice(0, labels);
}

/** Splicing against degradation where both were fitted, else how well the ratio of both was. */
function usualPair(numbers: readonly Numbers[]): [string, string] {
  const has = (id: string): boolean => numbers.some((column) => column.id === id);
  return has('fit_beta') && has('fit_gamma') ? ['fit_beta', 'fit_gamma'] : ['velocity_gamma', 'velocity_r2'];
}

function find(numbers: readonly Numbers[], id: string): Numbers {
  const found = numbers.find((column) => column.id === id);
  if (found) return found;
  const ids = numbers.map((column) => column.id);
  throw new DataError(
    `the run has fitted no “${id}”.`,
    {},
    ids.length === 0
      ? 'Choose a run whose velocities are there.'
      : didYouMean(id, ids) || `Choose from ${ids.join(', ')}.`,
  );
}
