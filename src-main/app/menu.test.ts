import type { MenuItemConstructorOptions } from 'electron';
import { expect, it, vi } from 'vitest';

import { menuTemplate, type MenuActions, type MenuState } from './menu.ts';

const nothingOpen: MenuState = {
  mac: false,
  developer: false,
  theme: 'system',
  recents: [],
  hasProject: false,
  hasDataset: false,
  hasFinishedRun: false,
};
const allOpen: MenuState = { ...nothingOpen, hasProject: true, hasDataset: true, hasFinishedRun: true };

function actions(): MenuActions {
  return {
    command: vi.fn(),
    newWindow: vi.fn(),
    openRecent: vi.fn(),
    clearRecents: vi.fn(),
    setTheme: vi.fn(),
  };
}

function items(state: MenuState, does = actions()): MenuItemConstructorOptions[] {
  const flat = (item: MenuItemConstructorOptions): MenuItemConstructorOptions[] => [
    item,
    ...(Array.isArray(item.submenu) ? item.submenu.flatMap(flat) : []),
  ];
  return menuTemplate(state, does).flatMap(flat);
}

const click = (item: MenuItemConstructorOptions | undefined): void => {
  (item!.click as () => void)();
};

it('has what needs a project switched off without one', () => {
  const off = items(nothingOpen)
    .filter(({ enabled }) => enabled === false)
    .map(({ id }) => id);
  expect(off).toEqual(
    expect.arrayContaining([
      'save-as',
      'save-copy',
      'export-results',
      'close-project',
      'new-run',
      'find',
      'fit',
      'open-recent',
    ]),
  );
  expect(off).not.toEqual(expect.arrayContaining(['new-analysis']));
  expect(
    items({ ...allOpen, recents: [{ id: 'x', name: 'Gut' }] }).filter(({ enabled }) => enabled === false),
  ).toEqual([]);
});

it('gives no two items the same keys, on any system', () => {
  for (const mac of [false, true]) {
    const keys = items({ ...allOpen, mac, developer: true }).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

it('sends the command of the item that is chosen', () => {
  const does = actions();
  click(items(allOpen, does).find(({ id }) => id === 'new-run'));
  expect(does.command).toHaveBeenCalledWith('new-run');
});

it('lists recent projects by name, with an ampersand shown as one', () => {
  const does = actions();
  const entry = items({ ...nothingOpen, recents: [{ id: 'x', name: 'Gut & liver' }] }, does).find(
    ({ label }) => label === 'Gut && liver',
  );
  click(entry);
  expect(does.openRecent).toHaveBeenCalledWith('x');
});

it('marks the theme that is chosen', () => {
  const radios = items({ ...nothingOpen, theme: 'dark' }).filter(({ type }) => type === 'radio');
  expect(radios.map(({ label, checked }) => [label, checked])).toEqual([
    ['As the System', false],
    ['Light', false],
    ['Dark', true],
  ]);
});

it('shows tools for developers only to them', () => {
  expect(items(nothingOpen).some(({ role }) => role === 'toggleDevTools')).toBe(false);
  expect(items({ ...nothingOpen, developer: true }).some(({ role }) => role === 'toggleDevTools')).toBe(true);
});

it('has quit and about where the system keeps them', () => {
  const [first] = menuTemplate({ ...nothingOpen, mac: true }, actions());
  expect((first.submenu as MenuItemConstructorOptions[]).map(({ role }) => role)).toEqual(
    expect.arrayContaining(['about', 'quit']),
  );
  expect(items({ ...nothingOpen, mac: true }).filter(({ role }) => role === 'quit').length).toBe(1);
  expect(items(nothingOpen).filter(({ role }) => role === 'quit').length).toBe(1);
});
