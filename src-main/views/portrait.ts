import { createRandom } from '../../src-worker/data/random.ts';
import type { PortraitHeader, ViewAnswers, ViewArguments } from './contract.ts';
import {
  findGene,
  hasMoments,
  hasVelocity,
  moments,
  normalizedCounts,
  refuseLeftOut,
  velocity,
  type GenePlace,
} from './geneValues.ts';
import type { Source } from './source.ts';
import { kineticsColumns } from './kineticsColumns.ts';
import { lineMaker, type PhaseLine } from './phaseLines.ts';

const MOST_CELLS = 20_000;

/**
 * Unspliced against spliced of one gene: moments of a run with the lines its model draws, or size-normalised counts
 * where there are no neighbours yet.
 *
 * @throws DataError where the source does not have the gene.
 */
export async function portraitView(
  source: Source,
  {
    gene: name,
    most = MOST_CELLS,
    velocity: withVelocity = false,
  }: Omit<ViewArguments<'portrait'>, 'source'>,
): Promise<ViewAnswers['portrait']> {
  const gene = findGene(source, name);
  const values = hasMoments(source) ? moments : normalizedCounts;
  if (values === moments) refuseLeftOut(gene);
  const s = await values(source, gene, 'spliced');
  const u = await values(source, gene, 'unspliced');
  const v = withVelocity && hasVelocity(source) ? await velocity(source, gene) : undefined;
  const cells = drawnCells(source, most);
  const largest = s.reduce((most, value) => (value > most ? value : most), 0);
  const lines = gene.inSource >= 0 ? (await lineMaker(source))(gene.inSource, largest) : [];
  const { curves, curveS, curveU } = joined(lines);
  return {
    header: {
      gene: name,
      total: source.cells,
      drawn: cells?.length ?? source.cells,
      curves,
      ...(await fitOf(source, gene)),
    },
    arrays: {
      s: picked(s, cells),
      u: picked(u, cells),
      ...(v ? { velocity: picked(v, cells) } : {}),
      ...(cells ? { cells } : {}),
      curveS,
      curveU,
    },
  };
}

/** Places of the drawn cells, evenly at random and the same each time; undefined for all. */
function drawnCells(source: Source, most: number): Uint32Array | undefined {
  if (source.cells <= most) return undefined;
  return source.reader.cache.get(`drawn/${source.cells}/${most}`, () =>
    createRandom(0, 'portrait').permutation(source.cells).slice(0, most).sort(),
  );
}

async function fitOf(source: Source, gene: GenePlace): Promise<Pick<PortraitHeader, 'fit' | 'velocityGene'>> {
  if (gene.inSource < 0 || !source.run) return { fit: [], velocityGene: null };
  const fit: PortraitHeader['fit'] = [];
  let velocityGene: boolean | null = null;
  for (const column of await kineticsColumns(source, [])) {
    if (column.kind === 'flag') velocityGene = column.values[gene.inSource] !== 0;
    if (column.kind !== 'number') continue;
    const { id, label, meaning } = column;
    const value = column.values[gene.inSource];
    fit.push({ id, label, meaning, value: Number.isFinite(value) ? value : null });
  }
  return { fit, velocityGene };
}

function picked(values: Float32Array, cells: Uint32Array | undefined): Float32Array {
  if (!cells) return values;
  const out = new Float32Array(cells.length);
  for (let i = 0; i < out.length; i++) out[i] = values[cells[i]];
  return out;
}

/** All lines in two arrays, one after another. */
function joined(lines: PhaseLine[]): {
  curves: PortraitHeader['curves'];
  curveS: Float32Array;
  curveU: Float32Array;
} {
  const curveS = new Float32Array(lines.reduce((sum, line) => sum + line.s.length, 0));
  const curveU = new Float32Array(curveS.length);
  let from = 0;
  const curves = lines.map(({ label, style, s, u }) => {
    curveS.set(s, from);
    curveU.set(u, from);
    const to = from + s.length;
    const curve = { label, style, from, to };
    from = to;
    return curve;
  });
  return { curves, curveS, curveU };
}
