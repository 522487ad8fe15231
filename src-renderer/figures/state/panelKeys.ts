import type { FigureEditor } from './figureEditor.svelte.ts';
import { duplicatePanel, movePanel, removePanel } from './specEdits.ts';

/**
 * What keys do with the panel at a place: Alt with arrows moves it, Delete removes it, Mod+D duplicates it.
 *
 * @returns the place to go on at; undefined where the key means nothing
 */
export function panelKey(
  editor: FigureEditor,
  place: number,
  event: KeyboardEvent,
  most: number,
): number | undefined {
  const edited = (() => {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (event.altKey && step !== undefined) return movePanel(editor.spec, place, place + step);
    if (event.key === 'Delete' || event.key === 'Backspace') return removePanel(editor.spec, place);
    const duplicate = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd';
    return duplicate && editor.spec.panels.length < most ? duplicatePanel(editor.spec, place) : undefined;
  })();
  if (!edited) return undefined;
  event.preventDefault();
  event.stopPropagation();
  editor.apply(edited);
  return edited.selected ?? place;
}
