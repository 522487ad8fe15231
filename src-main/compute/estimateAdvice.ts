import { filter } from '../../src-worker/steps/preprocess/filter.ts';
import type { AnyStep } from '../../src-worker/steps/step.ts';
import { planSteps } from './plan.ts';
import { peakMemory } from './runMemory.ts';
import { runSize, type DatasetSize, type RunSize } from './runSize.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** What the machine has left, in bytes. */
export interface Room {
  memory: number;
  disk: number;
}

interface Need {
  /** The steps that are computed. */
  steps: readonly AnyStep[];
  size: RunSize;
  counts: DatasetSize;
  settings: RunSettings;
  threads: number;
  room: Room;
  /** Bytes needed. */
  memory: number;
  disk: number;
}

/** Share of what is free that a run may take without a word. */
const COMFORT = 0.9;
/** Fewer genes than this make no analysis; then other ways out are named. */
const FEWEST_GENES = 300;

/** What to change where a run does not fit in memory or on the disk; nothing where it does. */
export function adviceFor(need: Need): string | undefined {
  const sentences = [...memoryAdvice(need), ...diskAdvice(need)];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function memoryAdvice(need: Need): string[] {
  const { memory, room, size, settings } = need;
  const most = COMFORT * room.memory;
  if (memory <= most) return [];
  const ways: string[] = [];
  const genes = genesThatFit(need, most);
  if (genes !== undefined)
    ways.push(
      `raise “${filter.parameters.minSharedCounts.label}” of “${filter.title}” so that at most ${roundDown(genes).toLocaleString('en')} of about ${size.genes.toLocaleString('en')} genes are kept`,
    );
  if (settings.model === 'dynamical' && lighterModelFits(need, most))
    ways.push('choose the steady-state model');
  if (settings.fate && withoutFateFits(need, most)) ways.push('leave cell fate out');
  const [first, ...others] = [...ways, 'close other programs'];
  const list = others.length > 0 ? `${first}, or ${others.join(', or ')}` : first;
  return [
    `The run needs about ${bytesText(memory)} of memory and ${bytesText(room.memory)} are free.`,
    `${list[0].toUpperCase()}${list.slice(1)}.`,
    ...(genes === undefined
      ? [`${size.cells.toLocaleString('en')} cells may be too many for this computer.`]
      : []),
  ];
}

function diskAdvice({ disk, room }: Need): string[] {
  // While results are stored, the log beside the project file holds them a second time.
  if (2 * disk <= COMFORT * room.disk) return [];
  return [
    `The project will grow by about ${bytesText(disk)} and ${bytesText(room.disk)} are free on its disk.`,
    'Free some space, or save the project on another disk.',
  ];
}

/** The most genes with which the run would fit; nothing where hardly any would do. */
function genesThatFit({ steps, size, counts, settings, threads }: Need, most: number): number | undefined {
  const fits = (genes: number): boolean =>
    peakMemory(steps, runSize(counts, settings, { cells: size.cells, genes }), threads) <= most;
  if (size.genes <= FEWEST_GENES || !fits(FEWEST_GENES)) return undefined;
  let [low, high] = [FEWEST_GENES, size.genes];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function lighterModelFits(need: Need, most: number): boolean {
  return memoryOf(need, { ...need.settings, model: 'steady_state' }) <= most;
}

function withoutFateFits(need: Need, most: number): boolean {
  return memoryOf(need, { ...need.settings, fate: false }) <= most;
}

/** Memory of the whole run under other settings, nothing of it stored. */
function memoryOf({ size, counts, threads }: Need, settings: RunSettings): number {
  return peakMemory(planSteps(settings), runSize(counts, { ...settings, parameters: {} }, size), threads);
}

function roundDown(genes: number): number {
  return genes >= 1000 ? Math.floor(genes / 100) * 100 : Math.floor(genes / 10) * 10;
}

function bytesText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
