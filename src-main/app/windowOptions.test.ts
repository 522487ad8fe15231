import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, vi } from 'vitest';

import { harden } from './hardening.ts';
import { backgroundColor, windowOptions } from './windowOptions.ts';

it('every page is isolated, in the sandbox and without Node', () => {
  const options = windowOptions({ x: 0, y: 0, width: 1200, height: 800 }, '/preload.cjs', {
    dark: true,
    developer: false,
  });
  expect(options).toMatchObject({ show: false, minWidth: 1024, minHeight: 640, backgroundColor: '#101214' });
  expect(options.webPreferences).toEqual({
    preload: '/preload.cjs',
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
    devTools: false,
  });
});

it('the window has the background of its page', () => {
  const styles = readFileSync(join(import.meta.dirname, '../../src-renderer/styles/base.css'), 'utf8');
  const backgrounds = [...styles.matchAll(/--background: (#[0-9a-f]{6});/g)].map(([, color]) => color);
  expect(backgrounds).toEqual([backgroundColor(false), backgroundColor(true)]);
});

it('pages go nowhere, open nothing, embed nothing and are granted nothing', () => {
  const heard = new Map<string, (event: { preventDefault: () => void }) => void>();
  let opened: unknown;
  const contents = {
    on: (name: string, listener: (event: { preventDefault: () => void }) => void) =>
      heard.set(name, listener),
    setWindowOpenHandler: (handler: () => unknown) => (opened = handler()),
  };
  const permissions = { request: vi.fn(), check: undefined as unknown };
  harden(
    { on: (_: string, made: (event: unknown, page: unknown) => void) => made({}, contents) } as never,
    {
      setPermissionRequestHandler: (handler: (page: null, name: string, answer: unknown) => void) => {
        handler(null, 'geolocation', permissions.request);
      },
      setPermissionCheckHandler: (handler: () => boolean) => (permissions.check = handler()),
    } as never,
  );
  for (const name of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
    const preventDefault = vi.fn();
    heard.get(name)!({ preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  }
  expect(opened).toEqual({ action: 'deny' });
  expect(permissions.request).toHaveBeenCalledWith(false);
  expect(permissions.check).toBe(false);
});
