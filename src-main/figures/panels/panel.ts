import type { Source } from '../../views/source.ts';
import type { DrawingNode, Rectangle } from '../drawing/nodes.ts';
import type { PanelKind, PanelOf } from '../spec/panels.ts';
import type { FigureStyle } from '../style.ts';

/**
 * One kind of panel. What it draws is collected from the project first, as plain data that can be sent to another thread, and composed
 * there into marks, so that drawing needs no project.
 */
export interface PanelDefinition<K extends PanelKind, Data> {
  /**
   * Reads what the panel draws.
   *
   * @throws DataError where the run has not got it: which panel, what is missing, what to do.
   */
  collect(source: Source, panel: PanelOf<K>): Data | Promise<Data>;
  /** Height by width that suits the panel, title and legend included, where the user gave no height. */
  aspect(panel: PanelOf<K>, data: Data): number;
  /** The panel's marks within the frame (points), without letter and title, which the page draws. */
  compose(panel: PanelOf<K>, data: Data, frame: Rectangle, style: FigureStyle): ComposedPanel;
}

export interface ComposedPanel {
  nodes: DrawingNode[];
  /** What the reader of the figure should know, such as cells left out; shown beside the preview. */
  notes: string[];
  /** One sentence of what is drawn, for the caption and for those who cannot see it. */
  description: string;
}
