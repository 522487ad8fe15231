import type { PanelOf } from '../spec/panels.ts';

type Layer = PanelOf<'trends'>['layer'];

/** What the values of a layer are called, the fullest wording first. */
export function layerTitles(layer: Layer, smoothed: boolean): string[] {
  if (layer === 'velocity') return ['RNA velocity (counts per unit time)', 'RNA velocity', 'Velocity'];
  const word = layer === 'spliced' ? 'Spliced' : 'Unspliced';
  return [`${word} (${smoothed ? 'smoothed' : 'normalised'} counts)`, `${word} counts`, word];
}

/** The same within a sentence. */
export function layerWords(layer: Layer, smoothed: boolean): string {
  if (layer === 'velocity') return 'RNA velocity';
  return `${layer} counts ${smoothed ? 'smoothed over neighbours' : 'normalised by size'}`;
}
