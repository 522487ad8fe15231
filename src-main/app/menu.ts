import type { MenuItemConstructorOptions } from 'electron';

import type { MenuCommand, ThemeChoice } from '../ipc/types.ts';

/** What of the program decides on the items. */
export interface MenuState {
  mac: boolean;
  /** Whether the tools for developers may be opened. */
  developer: boolean;
  theme: ThemeChoice;
  recents: readonly { id: string; name: string }[];
  /** Of the window in front. */
  hasProject: boolean;
  hasDataset: boolean;
  hasFinishedRun: boolean;
}

export interface MenuActions {
  /** Has the page of the window in front do something. */
  command(command: MenuCommand): void;
  newWindow(): void;
  openRecent(id: string): void;
  clearRecents(): void;
  setTheme(theme: ThemeChoice): void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The native menus. */
export function menuTemplate(state: MenuState, actions: MenuActions): MenuItemConstructorOptions[] {
  const item = (
    label: string,
    command: MenuCommand,
    accelerator?: string,
    enabled = true,
  ): MenuItemConstructorOptions => ({
    id: command,
    label,
    enabled,
    ...(accelerator ? { accelerator } : {}),
    click: () => {
      actions.command(command);
    },
  });
  const { mac, hasProject } = state;
  return [
    ...(mac ? [APPLICATION] : []),
    fileMenu(state, actions, item),
    editMenu(state, item),
    viewMenu(state, actions, item),
    { label: 'Run', submenu: [item('New Run…', 'new-run', 'CmdOrCtrl+R', hasProject && state.hasDataset)] },
    {
      role: 'window',
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        ...(mac ? [{ role: 'zoom' } as const] : []),
        { role: 'close' },
        ...(mac ? [SEPARATOR, { role: 'front' } as const] : []),
      ],
    },
    {
      role: 'help',
      label: 'Help',
      submenu: [
        item('Keyboard Shortcuts', 'shortcuts', 'CmdOrCtrl+/'),
        ...(mac ? [] : [SEPARATOR, { role: 'about', label: 'About RNAVelocity' } as const]),
      ],
    },
  ];
}

type Item = (
  label: string,
  command: MenuCommand,
  accelerator?: string,
  enabled?: boolean,
) => MenuItemConstructorOptions;

const APPLICATION: MenuItemConstructorOptions = {
  label: 'RNAVelocity',
  submenu: [
    { role: 'about' },
    SEPARATOR,
    { role: 'services' },
    SEPARATOR,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    SEPARATOR,
    { role: 'quit' },
  ],
};

function fileMenu(state: MenuState, actions: MenuActions, item: Item): MenuItemConstructorOptions {
  const { mac, hasProject } = state;
  return {
    label: 'File',
    submenu: [
      item('New Analysis…', 'new-analysis', 'CmdOrCtrl+N'),
      {
        id: 'new-window',
        label: 'New Window',
        accelerator: 'CmdOrCtrl+Shift+N',
        click: () => {
          actions.newWindow();
        },
      },
      SEPARATOR,
      item('Open Project…', 'open-project', 'CmdOrCtrl+O'),
      recentMenu(state, actions),
      SEPARATOR,
      item('Import File…', 'import-file', 'CmdOrCtrl+I'),
      item('Import Folder…', 'import-folder', 'CmdOrCtrl+Shift+I'),
      SEPARATOR,
      item('Save As…', 'save-as', 'CmdOrCtrl+Shift+S', hasProject),
      item('Save a Copy…', 'save-copy', 'CmdOrCtrl+Alt+S', hasProject),
      item('Export Results…', 'export-results', 'CmdOrCtrl+E', state.hasFinishedRun),
      item('Export Animation…', 'export-animation', 'CmdOrCtrl+Alt+E', state.hasFinishedRun),
      SEPARATOR,
      item('Close Project', 'close-project', 'CmdOrCtrl+Shift+W', hasProject),
      ...(mac ? [] : [SEPARATOR, { role: 'quit' } as const]),
    ],
  };
}

function recentMenu({ recents }: MenuState, actions: MenuActions): MenuItemConstructorOptions {
  return {
    id: 'open-recent',
    label: 'Open Recent',
    enabled: recents.length > 0,
    submenu: [
      ...recents.map(({ id, name }) => ({
        label: name.replaceAll('&', '&&'),
        click: () => {
          actions.openRecent(id);
        },
      })),
      SEPARATOR,
      {
        label: 'Clear List',
        click: () => {
          actions.clearRecents();
        },
      },
    ],
  };
}

function editMenu({ hasProject }: MenuState, item: Item): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      SEPARATOR,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      SEPARATOR,
      item('Find Gene or Cluster…', 'find', 'CmdOrCtrl+F', hasProject),
      item('Select No Cells', 'select-none', 'CmdOrCtrl+Shift+A', hasProject),
    ],
  };
}

function viewMenu(state: MenuState, actions: MenuActions, item: Item): MenuItemConstructorOptions {
  const { developer, hasProject, hasDataset } = state;
  const theme = (label: string, choice: ThemeChoice): MenuItemConstructorOptions => ({
    id: `theme-${choice}`,
    label,
    type: 'radio',
    checked: state.theme === choice,
    click: () => {
      actions.setTheme(choice);
    },
  });
  return {
    label: 'View',
    submenu: [
      item('Zoom In', 'zoom-in', 'CmdOrCtrl+Plus', hasDataset),
      item('Zoom Out', 'zoom-out', 'CmdOrCtrl+-', hasDataset),
      item('Fit All Cells', 'fit', 'CmdOrCtrl+0', hasDataset),
      item('Next Way to Show the Flow', 'cycle-flow', 'CmdOrCtrl+Shift+F', hasDataset),
      SEPARATOR,
      item('Figures', 'figures', 'CmdOrCtrl+G', hasProject),
      SEPARATOR,
      item('Show or Hide Data and Runs', 'toggle-left-panel', 'CmdOrCtrl+B', hasProject),
      item('Show or Hide Results', 'toggle-right-panel', 'CmdOrCtrl+Alt+B', hasProject),
      SEPARATOR,
      {
        label: 'Appearance',
        submenu: [theme('As the System', 'system'), theme('Light', 'light'), theme('Dark', 'dark')],
      },
      SEPARATOR,
      { role: 'togglefullscreen' },
      ...(developer ? [SEPARATOR, { role: 'toggleDevTools', accelerator: 'F12' } as const] : []),
    ],
  };
}
