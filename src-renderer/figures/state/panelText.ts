import type { Panel } from '../../../src-main/figures/spec/panels.ts';
import { geneOf } from '../../../src-worker/drawing/painting.ts';

/** What tells a panel from others of its kind, in a few words; empty where nothing does. */
export function panelDetail(panel: Panel, labels: ReadonlyMap<string, string>): string {
  if (panel.title !== '') return panel.title;
  switch (panel.kind) {
    case 'embedding':
      return coloringText(panel.colorBy, labels);
    case 'portrait':
      return panel.gene ?? '';
    case 'trends':
    case 'heatmap':
      return panel.genes.length > 3 ? `${panel.genes.length} genes` : panel.genes.join(', ');
    case 'fates':
    case 'kinetics':
    case 'quality':
      return '';
  }
}

/** A column or gene as the user knows it. @param labels column → what it is called */
export function coloringText(id: string | null, labels: ReadonlyMap<string, string>): string {
  if (id === null) return '';
  const gene = geneOf(id);
  if (gene) return gene.layer === 'spliced' ? gene.gene : `${gene.gene} (${gene.layer})`;
  return labels.get(id) ?? id.replace(/^[a-z]+\//, '');
}

/** The letter of the panel at a place, as the page letters it; empty where it letters none. */
export function letterOf(place: number, style: 'a' | 'A' | '(a)' | 'none'): string {
  const letter = String.fromCharCode(97 + (place % 26));
  return { a: letter, A: letter.toUpperCase(), '(a)': `(${letter})`, none: '' }[style];
}

/** The place of the panel that a message begins with (“Panel b: Heatmap cannot …”); undefined where it names none. */
export function placeNamed(message: string, panels: number): number | undefined {
  const letter = /^panel ([a-z]):/i.exec(message)?.[1].toLowerCase();
  const place = letter === undefined ? -1 : letter.charCodeAt(0) - 97;
  return place >= 0 && place < panels ? place : undefined;
}
