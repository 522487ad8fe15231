import type { RunSummary } from '../../src-main/ipc/types.ts';
import { columnColors, geneOf, mapOf, rangeOf } from '../../src-worker/drawing/painting.ts';
import { modelLabel } from '../panels/runs/models.ts';
import { clusterNames } from '../state/clusterNames.ts';
import type { SourceState } from '../state/sourceState.svelte.ts';
import type { AnimationSettings, Ground } from './choices.ts';
import type { AnimationContent, AnimationLegend } from './content.ts';

/** Where an animation is from, for the file to say. */
export interface Origin {
  version: string;
  dataset: string;
  run: RunSummary | undefined;
}

/**
 * What is seen of a run now, on another ground where that is asked for. What the window shows later does not change it.
 *
 * @throws Error where there is no picture yet, or no velocity field on it.
 */
export async function capture(
  shown: SourceState,
  settings: AnimationSettings,
  origin: Origin,
): Promise<AnimationContent> {
  const { positions, field, kept, selection, coloring, stage } = shown;
  const colors = coloring.on(themeOf(settings.ground));
  if (!positions || !field || !colors)
    throw new Error('The picture is not there yet. Wait until it is drawn.');
  const content = {
    positions,
    colors,
    order: coloring.order,
    selected: selection.mask?.slice(),
    field,
    pointScale: kept.value.pointScale,
    view: kept.value.view ?? undefined,
    stage,
    labels: clusterNames(shown, positions).map(({ text, x, y }) => ({ text, x, y })),
    legend: legendOf(shown),
    title: titleOf(shown, origin),
  };
  return { ...content, comment: await commentOf(shown, settings, origin) };
}

/** The theme whose colours suit a ground. */
export function themeOf(ground: Ground): 'light' | 'dark' {
  return ground === 'dark' ? 'dark' : 'light';
}

function titleOf({ embedding }: SourceState, { dataset, run }: Origin): string {
  return [dataset, run?.name, embedding?.label].filter(Boolean).join(' – ');
}

function legendOf({ coloring, clusters, kept }: SourceState): AnimationLegend | undefined {
  const painting = coloring.painting.value;
  const { column } = coloring;
  if (painting?.kind === 'numbers') {
    const { map, ranges } = kept.value;
    return {
      kind: 'numbers',
      title: geneOf(painting.id)?.gene ?? painting.label,
      meaning: painting.meaning,
      map: mapOf(painting, map),
      range: rangeOf(painting, ranges[painting.id]),
    };
  }
  if (painting?.kind !== 'labels' || column?.kind !== 'labels') return undefined;
  const colors = columnColors(column, clusters);
  const entries = column.categories
    .map(({ label, hidden }, c) => ({ label, hidden, color: colors[c] }))
    .filter(({ hidden }) => !hidden)
    .map(({ label, color }) => ({ label, color }));
  return { kind: 'labels', title: column.label, entries };
}

/** Run, version and seed, one a line, so that the file can be made again. */
async function commentOf(
  { cache, source, coloring, embedding }: SourceState,
  { seed, loop, density }: AnimationSettings,
  { version, run }: Origin,
): Promise<string> {
  const lines = [`Made with RNAVelocity ${version}`];
  if (run && 'run' in source) {
    const { dataset } = (await cache.get('history', { source })).header;
    lines.push(
      `Dataset: ${dataset.name}, fingerprint ${dataset.fingerprint}`,
      `Run: ${run.name} (${run.id}), ${modelLabel(run.settings.model).toLowerCase()} model, seed ${run.settings.seed}, ` +
        `RNAVelocity ${run.appVersion}${run.finishedAt === null ? '' : `, ${run.finishedAt}`}`,
    );
  }
  const painted = coloring.painting.value;
  const coloredBy = painted?.kind === 'numbers' ? painted.label : coloring.column?.label;
  if (embedding) lines.push(`Embedding: ${embedding.label}`);
  if (coloredBy) lines.push(`Coloured by: ${coloredBy}`);
  lines.push(`Particles: seed ${seed}, density ${density}${loop ? ', in a loop' : ''}`);
  return lines.join('\n');
}
