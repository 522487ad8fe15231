import { describe, expect, it } from 'vitest';

import { menuTemplate, type MenuState } from '../../src-main/app/menu.ts';
import { keysOf, keysText, SHORTCUTS } from './shortcuts.ts';

interface Item {
  id?: string;
  accelerator?: string;
  submenu?: Item[];
}

const state: MenuState = {
  mac: false,
  developer: false,
  theme: 'system',
  recents: [],
  hasProject: true,
  hasDataset: true,
  hasFinishedRun: true,
};

describe('the list of shortcuts', () => {
  it('says what the menus say', () => {
    const nothing = (): void => undefined;
    const actions = {
      command: nothing,
      newWindow: nothing,
      openRecent: nothing,
      clearRecents: nothing,
      setTheme: nothing,
    };
    const keys = new Map<string, string>();
    const walk = (items: readonly Item[]): void => {
      for (const item of items) {
        if (item.id && item.accelerator) keys.set(item.id, item.accelerator.replace('CmdOrCtrl', 'Mod'));
        if (Array.isArray(item.submenu)) walk(item.submenu);
      }
    };
    walk(menuTemplate(state, actions) as Item[]);
    const listed = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).filter(({ command }) => command);
    expect(listed.map(({ command, keys }) => [command, keys])).toEqual(
      listed.map(({ command }) => [command, keys.get(command!)]),
    );
    expect(new Set(listed.map(({ command }) => command))).toEqual(
      new Set([...keys.keys()].filter((id) => id !== 'new-window')),
    );
  });

  it('names keys as the keyboard does', () => {
    expect(keysText('Mod+Shift+S', 'darwin')).toBe('⌘⇧S');
    expect(keysText('Mod+Plus', 'win32')).toBe('Ctrl++');
    expect(keysOf('save-as', 'linux')).toBe('Ctrl+Shift+S');
  });
});
