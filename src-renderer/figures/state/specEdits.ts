import type { FigureSpec } from '../../../src-main/ipc/types.ts';
import type { Panel } from '../../../src-main/figures/spec/panels.ts';

/** A figure and which of its panels is selected; null for none. */
export interface Edited {
  spec: FigureSpec;
  selected: number | null;
}

/** The figure with an entry of its own changed. */
export function withEntry(spec: FigureSpec, name: string, value: unknown): FigureSpec {
  return { ...spec, [name]: value };
}

/** The figure with an entry of a panel changed. */
export function withPanelEntry(spec: FigureSpec, place: number, name: string, value: unknown): FigureSpec {
  return withPanels(
    spec,
    spec.panels.map((panel, p) => (p === place ? { ...panel, [name]: value } : panel)),
  );
}

/** A panel goes behind the one at `after`, or last; it is then the selected one. */
export function addPanel(spec: FigureSpec, panel: Panel, after: number | null = null): Edited {
  const place = after === null ? spec.panels.length : after + 1;
  return { spec: withPanels(spec, spec.panels.toSpliced(place, 0, panel)), selected: place };
}

/** A figure as wide as one panel gets room for a second one beside it. */
export function withRoom(spec: FigureSpec): FigureSpec {
  return spec.panels.length === 1 && spec.columns === 1 && spec.size === 'nature-single'
    ? { ...spec, columns: 2, size: 'nature-double' }
    : spec;
}

/** A panel goes to another place, the others keeping their order. Places beyond the ends are the ends. */
export function movePanel(spec: FigureSpec, from: number, to: number): Edited {
  const place = Math.min(Math.max(to, 0), spec.panels.length - 1);
  const panels = spec.panels.toSpliced(from, 1).toSpliced(place, 0, spec.panels[from]);
  return { spec: place === from ? spec : withPanels(spec, panels), selected: place };
}

export function duplicatePanel(spec: FigureSpec, place: number): Edited {
  return addPanel(spec, structuredClone(spec.panels[place]), place);
}

/** Takes a panel away, unless it is the last one; its neighbour is then selected. */
export function removePanel(spec: FigureSpec, place: number): Edited {
  if (spec.panels.length === 1) return { spec, selected: place };
  const panels = spec.panels.toSpliced(place, 1);
  return { spec: withPanels(spec, panels), selected: Math.min(place, panels.length - 1) };
}

function withPanels(spec: FigureSpec, panels: Panel[]): FigureSpec {
  return { ...spec, panels };
}
