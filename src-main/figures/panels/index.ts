import type { Source } from '../../views/source.ts';
import type { Rectangle } from '../drawing/nodes.ts';
import type { Panel, PanelKind } from '../spec/panels.ts';
import type { FigureStyle } from '../style.ts';
import { embeddingPanel } from './embedding/index.ts';
import { fatesPanel } from './fates/index.ts';
import { heatmapPanel } from './heatmap/index.ts';
import { kineticsPanel } from './kinetics/index.ts';
import type { ComposedPanel } from './panel.ts';
import { portraitPanel } from './portrait/index.ts';
import { qualityPanel } from './quality/index.ts';
import { trendsPanel } from './trends/index.ts';

/** A {@link PanelDefinition} of whichever kind; the data it collected is given back to it unseen. */
export interface AnyPanel {
  collect(source: Source, panel: Panel, theme: 'light' | 'dark'): unknown;
  aspect(panel: Panel, data: unknown, width: number, style: FigureStyle): number;
  compose(panel: Panel, data: unknown, frame: Rectangle, style: FigureStyle): ComposedPanel;
}

const DEFINITIONS: Record<PanelKind, AnyPanel> = {
  embedding: embeddingPanel,
  portrait: portraitPanel,
  trends: trendsPanel,
  heatmap: heatmapPanel,
  fates: fatesPanel,
  kinetics: kineticsPanel,
  quality: qualityPanel,
};

/** How panels of a kind are collected and drawn. */
export function panelOf(kind: PanelKind): AnyPanel {
  return DEFINITIONS[kind];
}
