import type { Source } from '../../views/source.ts';
import type { Rectangle } from '../drawing/nodes.ts';
import type { Panel, PanelKind } from '../spec/panels.ts';
import type { FigureStyle } from '../style.ts';
import { embeddingPanel } from './embedding/index.ts';
import { fatesPanel } from './fates/index.ts';
import type { ComposedPanel } from './panel.ts';
import { portraitPanel } from './portrait/index.ts';
import { qualityPanel } from './quality/index.ts';

/** A {@link PanelDefinition} of whichever kind; the data it collected is given back to it unseen. */
export interface AnyPanel {
  collect(source: Source, panel: Panel, theme: 'light' | 'dark'): unknown;
  aspect(panel: Panel, data: unknown, width: number, style: FigureStyle): number;
  compose(panel: Panel, data: unknown, frame: Rectangle, style: FigureStyle): ComposedPanel;
}

const DEFINITIONS: Partial<Record<PanelKind, AnyPanel>> = {
  embedding: embeddingPanel,
  portrait: portraitPanel,
  fates: fatesPanel,
  quality: qualityPanel,
};

/** How panels of a kind are collected and drawn. */
export function panelOf(kind: PanelKind): AnyPanel {
  const definition = DEFINITIONS[kind];
  if (!definition) throw new Error(`No panel of kind ${kind} is known`);
  return definition;
}
