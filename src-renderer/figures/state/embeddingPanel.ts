import type { FigureInput } from '../../../src-main/ipc/types.ts';
import type { Flow } from '../../gl/sceneProps.ts';
import type { ViewChoices } from '../../state/viewChoices.ts';

export type PanelInput = FigureInput['panels'][number];

/** What the screen shows of an embedding. */
export interface Seen {
  choices: ViewChoices;
  /** The column or gene that gives the colours; undefined where there is none. */
  coloring: string | undefined;
  embedding: string | undefined;
  flow: Flow;
  /** Whether the clusters' names are written. */
  names: boolean;
  /** In CSS pixels. */
  stageWidth: number;
}

const FLOWS = { animated: 'particles', lines: 'lines', grid: 'grid', cells: 'cells', off: 'off' } as const;

/** A panel that shows on paper what the screen shows; what moves is shown at one moment. */
export function embeddingPanel({ choices, coloring, embedding, flow, names, stageWidth }: Seen): PanelInput {
  const { view, pointScale, map, ranges, selected } = choices;
  return {
    kind: 'embedding',
    colorBy: coloring ?? null,
    map,
    range: (coloring === undefined ? undefined : ranges[coloring]) ?? null,
    embedding: embedding ?? null,
    flow: FLOWS[flow],
    names,
    pointScale,
    view: view && stageWidth > 0 ? { x: view.x, y: view.y, width: stageWidth / view.scale } : null,
    highlight: selected,
  };
}
