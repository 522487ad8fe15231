import { formatCount } from '../../../src-worker/drawing/format.ts';
import type { FigureData } from '../collectFigure.ts';
import type { Provenance } from '../formats.ts';
import type { FigureSpec } from '../spec/figure.ts';

/** More changed parameters than this are counted instead of named. */
const MOST_CHANGES = 12;

/** What is written under the panels: the user's words, then where the figure is from, if wanted. */
export function captionText(spec: Pick<FigureSpec, 'caption' | 'provenance'>, data: FigureData): string {
  const parts = [spec.caption.trim()];
  if (spec.provenance && data.provenance) parts.push(provenanceText(data.provenance));
  return parts.filter((part) => part !== '').join(' ');
}

/** Dataset, runs with model and parameters that differ from the defaults, program, and what the quality checks found. */
export function provenanceText({ program, version, dataset, runs, verdict }: Provenance): string {
  const size = `${formatCount(dataset.cells)} cells × ${formatCount(dataset.genes)} genes`;
  const of = runs.map(({ name, model, seed, fingerprint, changed }) => {
    const rest =
      changed.length === 0
        ? 'default parameters'
        : changed.length > MOST_CHANGES
          ? `${changed.length} parameters that differ from the defaults`
          : changed.join(', ');
    return `run “${name}”, ${model} model, ${rest}, seed ${seed} (${fingerprint.slice(0, 12)})`;
  });
  const gravest = verdict.filter(({ grade }) => grade === 'caution');
  const found =
    verdict.length === 0
      ? ''
      : gravest.length > 0
        ? ` Quality checks: ${gravest.map(({ text }) => text).join(' ')}`
        : ' Quality checks found no cause for caution.';
  return `Data: ${dataset.name}, ${size}; ${of.join('; ')}. Made with ${program} ${version}.${found}`;
}
