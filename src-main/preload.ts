import { contextBridge, ipcRenderer, webUtils } from 'electron';

import { BRIDGE, DROP_CHANNEL, EVENT_CHANNEL, type Bridge } from './ipc/bridge.ts';
import { CHANNELS } from './ipc/contract.ts';
import type { AppEvent } from './ipc/types.ts';

/** The bridge, made from the contract: one function a channel, and no other way to the main process. */
const calls: Record<string, Record<string, (args: unknown) => Promise<unknown>>> = {};
for (const channel of CHANNELS) {
  const [domain, method] = channel.split('.');
  (calls[domain] ??= {})[method] = (args) => ipcRenderer.invoke(channel, args) as Promise<unknown>;
}

const bridge: Bridge = {
  ...(calls as unknown as Omit<Bridge, 'dropped' | 'listen'>),
  // The paths stay on this side: the page gives files and gets tokens.
  dropped: (files) =>
    ipcRenderer.invoke(
      DROP_CHANNEL,
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ) as ReturnType<Bridge['dropped']>,
  listen(listener) {
    const heard = (_: unknown, event: AppEvent): void => {
      listener(event);
    };
    ipcRenderer.on(EVENT_CHANNEL, heard);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, heard);
    };
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
