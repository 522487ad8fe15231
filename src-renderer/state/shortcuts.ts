import type { MenuCommand, StartInfo } from '../../src-main/ipc/types.ts';

type Platform = StartInfo['platform'];

export interface Shortcut {
  keys: string;
  does: string;
  /** The menu command it stands for, where there is one. */
  command?: MenuCommand;
}

/** Every shortcut, as the list of shortcuts shows them. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const SHORTCUTS: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Project',
    shortcuts: [
      { keys: 'Mod+N', does: 'New analysis', command: 'new-analysis' },
      { keys: 'Mod+Shift+N', does: 'New window' },
      { keys: 'Mod+O', does: 'Open a project', command: 'open-project' },
      { keys: 'Mod+I', does: 'Import a file', command: 'import-file' },
      { keys: 'Mod+Shift+I', does: 'Import a folder', command: 'import-folder' },
      { keys: 'Mod+Shift+S', does: 'Save as', command: 'save-as' },
      { keys: 'Mod+Alt+S', does: 'Save a copy', command: 'save-copy' },
      { keys: 'Mod+E', does: 'Export results', command: 'export-results' },
      { keys: 'Mod+Alt+E', does: 'Export an animation', command: 'export-animation' },
      { keys: 'Mod+Shift+W', does: 'Close the project', command: 'close-project' },
    ],
  },
  {
    title: 'Runs and import',
    shortcuts: [
      { keys: 'Mod+R', does: 'New run', command: 'new-run' },
      { keys: 'Mod+Enter', does: 'Start the run or import' },
    ],
  },
  {
    title: 'Embedding',
    shortcuts: [
      { keys: 'Mod+F', does: 'Find a gene or cluster', command: 'find' },
      { keys: 'Mod+Plus', does: 'Zoom in', command: 'zoom-in' },
      { keys: 'Mod+-', does: 'Zoom out', command: 'zoom-out' },
      { keys: 'Mod+0', does: 'Fit all cells', command: 'fit' },
      { keys: 'Mod+Shift+F', does: 'Next way to show the flow', command: 'cycle-flow' },
      { keys: 'Mod+Shift+A', does: 'Select no cells', command: 'select-none' },
    ],
  },
  {
    title: 'Figures',
    shortcuts: [
      { keys: 'Mod+G', does: 'Figures, or back to the embedding', command: 'figures' },
      { keys: 'Mod+Z', does: 'Undo the last edit of a figure' },
      { keys: 'Mod+Shift+Z', does: 'Redo it' },
      { keys: 'Alt+↑ ↓', does: 'Move the selected panel up or down' },
      { keys: 'Mod+D', does: 'Duplicate the selected panel' },
      { keys: 'Delete', does: 'Remove the selected panel' },
    ],
  },
  {
    title: 'Window',
    shortcuts: [
      { keys: 'Mod+B', does: 'Show or hide data and runs', command: 'toggle-left-panel' },
      { keys: 'Mod+Alt+B', does: 'Show or hide results', command: 'toggle-right-panel' },
      { keys: 'Mod+/', does: 'Show or hide this list; ? does the same', command: 'shortcuts' },
    ],
  },
];

/** Keys as the user's keyboard names them. */
export function keysText(keys: string, platform: Platform): string {
  const mac = platform === 'darwin';
  const names: Record<string, string> = mac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Plus: '+' }
    : { Mod: 'Ctrl', Plus: '+', '-': '−' };
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(mac ? '' : '+');
}

/** The keys of a menu command as the user reads them; undefined where it has none. */
export function keysOf(command: MenuCommand, platform: Platform): string | undefined {
  const shortcut = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).find((one) => one.command === command);
  return shortcut && keysText(shortcut.keys, platform);
}
