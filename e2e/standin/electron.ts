/**
 * What `import … from 'electron'` gives in the main process. A name that is missing here fails at import, not silently: see
 * README.md for what the stand-in leaves out.
 */
import { app } from './modules/app.ts';
import { BrowserWindow } from './modules/browserWindow.ts';
import { clipboard } from './modules/clipboard.ts';
import { dialog } from './modules/dialog.ts';
import { ipcMain } from './modules/ipcMain.ts';
import { Menu, MenuItem } from './modules/menu.ts';
import { nativeImage } from './modules/nativeImage.ts';
import { nativeTheme } from './modules/nativeTheme.ts';
import { net, protocol } from './modules/protocol.ts';
import { screen } from './modules/screen.ts';
import { session } from './modules/session.ts';
import { shell } from './modules/shell.ts';
import { webContents } from './modules/webContents.ts';

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  protocol,
  screen,
  session,
  shell,
  webContents,
};

export default {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  protocol,
  screen,
  session,
  shell,
  webContents,
};
