import type { PortraitHeader } from '../../../views/contract.ts';
import { hasMoments } from '../../../views/geneValues.ts';
import { portraitView } from '../../../views/portrait.ts';
import type { Source } from '../../../views/source.ts';
import { collectColoring, type CellColoring } from '../../coloring/collectColoring.ts';
import type { PanelOf } from '../../spec/panels.ts';
import { bestGenes } from '../runGenes.ts';

/** What a phase portrait draws. */
export interface PortraitData {
  gene: string;
  /** Whether s and u are means over neighbours; else they are size-normalised counts. */
  smoothed: boolean;
  /** Cells of the run, and one each for those that are drawn: spliced, unspliced, RGBA. */
  total: number;
  s: Float32Array;
  u: Float32Array;
  colors: Uint8Array;
  coloring: Omit<CellColoring, 'colors' | 'order'>;
  curves: { label: string; style: 'solid' | 'dashed'; s: Float32Array; u: Float32Array }[];
  velocityGene: boolean | null;
}

/**
 * The cells of a gene's portrait as the app draws them, their colours, and the lines of the run's model.
 *
 * @throws DataError where the run has no such gene, or nothing to colour by as asked.
 */
export async function collectPortrait(
  source: Source,
  panel: PanelOf<'portrait'>,
  theme: 'light' | 'dark',
): Promise<PortraitData> {
  const gene = panel.gene ?? (await bestGenes(source))[0];
  const { header, arrays } = await portraitView(source, { gene });
  const { colors, title, subtitle, italic, meaning, legend } = await collectColoring(source, panel, theme);
  const { s, u, cells } = arrays;
  return {
    gene,
    smoothed: hasMoments(source),
    total: header.total,
    s,
    u,
    colors: cells ? colorsOf(colors, cells) : colors,
    coloring: { title, subtitle, italic, meaning, legend },
    curves: panel.curves ? header.curves.map((curve) => lineOf(curve, arrays)) : [],
    velocityGene: header.velocityGene,
  };
}

function lineOf(
  { label, style, from, to }: PortraitHeader['curves'][number],
  { curveS, curveU }: { curveS: Float32Array; curveU: Float32Array },
): PortraitData['curves'][number] {
  return { label, style, s: curveS.slice(from, to), u: curveU.slice(from, to) };
}

function colorsOf(colors: Uint8Array, cells: Uint32Array): Uint8Array {
  const out = new Uint8Array(4 * cells.length);
  cells.forEach((cell, k) => out.set(colors.subarray(4 * cell, 4 * cell + 4), 4 * k));
  return out;
}
