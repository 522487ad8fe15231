import type { BrowserWindowConstructorOptions } from 'electron';

import { LEAST_HEIGHT, LEAST_WIDTH, type Rectangle } from './windowBounds.ts';

/** The colour of the page before it is drawn, so that nothing flashes; that of --background in styles/base.css. */
export function backgroundColor(dark: boolean): string {
  return dark ? '#101214' : '#fafaf9';
}

/** How every window is made: shown when its page is drawn, and with a page that reaches nothing but its bridge. */
export function windowOptions(
  bounds: Rectangle,
  preload: string,
  { dark, developer }: { dark: boolean; developer: boolean },
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    show: false,
    title: 'RNAVelocity',
    backgroundColor: backgroundColor(dark),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: developer,
    },
  };
}
