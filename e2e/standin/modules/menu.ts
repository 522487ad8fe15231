import type { MenuItemConstructorOptions } from 'electron';

import { app } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';

const roleActions: Record<string, (window: BrowserWindow | null) => void> = {
  quit: () => {
    app.quit();
  },
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  zoom: (window) => window?.maximize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
  reload: (window) => window?.webContents.reload(),
  forcereload: (window) => window?.webContents.reload(),
  resetzoom: (window) => window?.webContents.setZoomLevel(0),
  zoomin: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + 0.5),
  zoomout: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - 0.5),
  undo: (window) => window?.webContents.undo(),
  redo: (window) => window?.webContents.redo(),
  cut: (window) => window?.webContents.cut(),
  copy: (window) => window?.webContents.copy(),
  paste: (window) => window?.webContents.paste(),
  selectall: (window) => window?.webContents.selectAll(),
};

/** One item of a menu, kept as given. Clicking does what its function or role says. */
export class MenuItem {
  id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  type: NonNullable<MenuItemConstructorOptions['type']>;
  role: MenuItemConstructorOptions['role'];
  accelerator: MenuItemConstructorOptions['accelerator'];
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  submenu: Menu | undefined;
  menu: Menu | undefined;
  private readonly action: ((...args: unknown[]) => void) | undefined;

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = toMenu(options.submenu);
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal');
    this.action = options.click as ((...args: unknown[]) => void) | undefined;
  }

  /** Clicks the item as a user would. One that is disabled does nothing, as in Electron. */
  click(...event: unknown[]): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.menu?.checkOnly(this);
    const window = BrowserWindow.getFocusedWindow();
    if (this.action) this.action(this, window ?? undefined, ...event);
    else roleActions[(this.role ?? '').toLowerCase()]?.(window);
  }
}

/** Electron's Menu: held in memory, so that specs can find items and click them. */
export class Menu {
  /** Menus that were popped up, oldest first. */
  static readonly popups: Menu[] = [];
  private static application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.application;
  }

  static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(options: { callback?: () => void } = {}): void {
    Menu.popups.push(this);
    options.callback?.();
  }

  closePopup(): void {
    return;
  }

  /** Checks one radio item and unchecks its neighbours up to the next separators. */
  checkOnly(chosen: MenuItem): void {
    const at = this.items.indexOf(chosen);
    const edge = (step: 1 | -1) => {
      let i = at;
      while (this.items[i + step]?.type === 'radio') i += step;
      return i;
    };
    for (const item of this.items.slice(edge(-1), edge(1) + 1)) item.checked = item === chosen;
  }
}

function toMenu(submenu: MenuItemConstructorOptions['submenu']): Menu | undefined {
  if (submenu === undefined) return undefined;
  return Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as unknown as Menu);
}
