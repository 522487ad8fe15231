import type { Source } from '../../views/source.ts';
import type { Rectangle } from '../drawing/nodes.ts';
import type { Panel, PanelKind } from '../spec/panels.ts';
import type { FigureStyle } from '../style.ts';
import { embeddingPanel } from './embedding/index.ts';
import type { ComposedPanel } from './panel.ts';

/** A {@link PanelDefinition} of whichever kind; the data it collected is given back to it unseen. */
export interface AnyPanel {
  collect(source: Source, panel: Panel, theme: 'light' | 'dark'): unknown;
  aspect(panel: Panel, data: unknown, width: number, style: FigureStyle): number;
  compose(panel: Panel, data: unknown, frame: Rectangle, style: FigureStyle): ComposedPanel;
}

const DEFINITIONS: Partial<Record<PanelKind, AnyPanel>> = {
  embedding: embeddingPanel,
};

/** How panels of a kind are collected and drawn. */
export function panelOf(kind: PanelKind): AnyPanel {
  const definition = DEFINITIONS[kind];
  if (!definition) throw new Error(`No panel of kind ${kind} is known`);
  return definition;
}
