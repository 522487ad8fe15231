import type { FatesHeader, ViewAnswers } from './contract.ts';
import { fateTexts, hasFates } from './fateLabels.ts';
import { categoriesOf, clusterLabels } from './labels.ts';
import type { Source } from './source.ts';

/** Fate probabilities of each cell, their means, and the cells of the terminal states; none where the run has none. */
export function fatesView(source: Source): ViewAnswers['fates'] {
  if (!hasFates(source))
    return {
      header: { cells: source.cells, fates: [], method: null, clusters: [] },
      arrays: {
        probabilities: new Float32Array(0),
        terminalCells: new Uint32Array(0),
        terminalOffsets: new Uint32Array(1),
      },
    };
  const texts = fateTexts(source);
  const { data } = source.stored('fate_probabilities');
  const states = source.has('terminal_states') ? source.stored('terminal_states').value : undefined;
  const members = states?.members ?? texts.map(() => []);
  const terminalOffsets = new Uint32Array(members.length + 1);
  members.forEach((cells, f) => (terminalOffsets[f + 1] = terminalOffsets[f] + cells.length));
  const everyone = meansOf(data, texts.length, new Int32Array(source.cells), 1)[0];
  return {
    header: {
      cells: source.cells,
      fates: texts.map(({ name, label, color, cluster }, f) => ({
        name,
        label,
        color,
        cluster,
        terminalCells: members[f]?.length ?? 0,
        mean: everyone.mean[f],
      })),
      method: states?.method ?? null,
      clusters: meansByCluster(source, data, texts.length),
    },
    arrays: {
      probabilities: Float32Array.from(data),
      terminalCells: Uint32Array.from(members.flat()),
      terminalOffsets,
    },
  };
}

function meansByCluster(source: Source, probabilities: Float64Array, fates: number): FatesHeader['clusters'] {
  const clusters = clusterLabels(source);
  if (!clusters) return [];
  const means = meansOf(probabilities, fates, clusters.codes, clusters.categories.length);
  return categoriesOf(source, clusters).categories.map(({ label, color }, c) => ({
    label,
    color,
    ...means[c],
  }));
}

/** Mean probabilities over the cells of each group whose fate is known, and how many those are. */
function meansOf(
  probabilities: Float64Array,
  fates: number,
  codes: Int32Array,
  groups: number,
): { cells: number; mean: number[] }[] {
  const out = Array.from({ length: groups }, () => ({ cells: 0, mean: new Array<number>(fates).fill(0) }));
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0 || !Number.isFinite(probabilities[i * fates])) continue;
    const group = out[codes[i]];
    group.cells++;
    for (let f = 0; f < fates; f++) group.mean[f] += probabilities[i * fates + f];
  }
  for (const group of out) if (group.cells > 0) group.mean = group.mean.map((sum) => sum / group.cells);
  return out;
}
