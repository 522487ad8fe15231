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
   * @param theme of the figure: some colours of cells depend on it.
   * @throws DataError where the run has not got it: what is missing, what to do. The page adds which panel it is.
   */
  collect(source: Source, panel: PanelOf<K>, theme: 'light' | 'dark'): Data | Promise<Data>;
  /**
   * Height by width that suits the panel's frame (its legend included, letter and title not), where the user gave no height.
   *
   * @param width of the frame, in points.
   */
  aspect(panel: PanelOf<K>, data: Data, width: number, style: FigureStyle): number;
  /** The panel's marks within the frame (points), without letter and title, which the page draws. */
  compose(panel: PanelOf<K>, data: Data, frame: Rectangle, style: FigureStyle): ComposedPanel;
}

export interface ComposedPanel {
  nodes: DrawingNode[];
  /** What the reader of the figure should know, such as cells left out; shown beside the preview. */
  notes: string[];
  /** One sentence of what is drawn, for the caption and for those who cannot see it. */
  description: string;
  /** The categories that are told apart by colour, for the colour-blind check. */
  colors?: CategoryColor[];
}

export interface CategoryColor {
  label: string;
  /** #rrggbb. */
  color: string;
}
