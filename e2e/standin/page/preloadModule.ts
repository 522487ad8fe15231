import type { Codec } from '../codec.ts';
import type { ContextBridgeEnd } from './contextBridge.ts';

/** What a preload may `require('electron')` for, and how the main process reaches it. */
export interface PreloadModule {
  electron: Record<string, unknown>;
  /** Takes in one message from the main process. */
  deliver: (text: string) => void;
}

/** A message from a page to the main process. */
export type FromPage =
  | { type: 'invoke'; id: number; channel: string; args: unknown[] }
  | { type: 'send'; channel: string; args: unknown[] };

/** A message from the main process to a page. */
export type ToPage =
  | { type: 'event'; channel: string; args: unknown[] }
  | { type: 'resolved'; id: number; value: unknown }
  | { type: 'rejected'; id: number; message: string }
  | { type: 'files'; paths: [name: string, path: string][] };

/**
 * Makes the `electron` module of a sandboxed preload: ipcRenderer, contextBridge, webUtils, webFrame.
 *
 * This function refers to nothing outside itself, since its source text is run inside pages.
 *
 * @param post hands a text to the main process
 */
export function createPreloadModule(
  codec: Codec,
  bridge: ContextBridgeEnd,
  post: (text: string) => void,
): PreloadModule {
  type Listener = (event: object, ...args: unknown[]) => void;
  interface Invocation {
    channel: string;
    resolve: (value: unknown) => void;
    reject: (error: Error) => void;
  }

  const listeners = new Map<string, { given: Listener; called: Listener }[]>();
  const invocations = new Map<number, Invocation>();
  const files = new Map<string, string>();
  let lastId = 0;

  const transmit = (message: FromPage) => {
    post(codec.encode(message));
  };

  const add = (channel: string, given: Listener, called = given) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { given, called }]);
    return ipcRenderer;
  };

  const remove = (channel: string, given: Listener) => {
    const kept = (listeners.get(channel) ?? []).filter((listener) => listener.given !== given);
    listeners.set(channel, kept);
    return ipcRenderer;
  };

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        transmit({ type: 'invoke', id, channel, args });
        invocations.set(id, { channel, resolve, reject });
      }),
    send: (channel: string, ...args: unknown[]) => {
      transmit({ type: 'send', channel, args });
    },
    on: (channel: string, listener: Listener) => add(channel, listener),
    addListener: (channel: string, listener: Listener) => add(channel, listener),
    once: (channel: string, listener: Listener) =>
      add(channel, listener, (...args) => {
        remove(channel, listener);
        listener(...args);
      }),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  const finish = (id: number, act: (invocation: Invocation) => void) => {
    const invocation = invocations.get(id);
    invocations.delete(id);
    if (invocation) act(invocation);
  };

  const deliver = (text: string) => {
    const message = codec.decode(text) as ToPage;
    switch (message.type) {
      case 'event':
        for (const { called } of [...(listeners.get(message.channel) ?? [])])
          called({ sender: ipcRenderer, ports: [] }, ...message.args);
        break;
      case 'resolved':
        finish(message.id, ({ resolve }) => {
          resolve(message.value);
        });
        break;
      case 'rejected':
        finish(message.id, ({ channel, reject }) => {
          reject(new Error(`Error invoking remote method '${channel}': ${message.message}`));
        });
        break;
      case 'files':
        files.clear();
        for (const [name, path] of message.paths) files.set(name, path);
    }
  };

  let zoomFactor = 1;
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: bridge.expose },
    webUtils: { getPathForFile: (file: File) => files.get(file.name) ?? '' },
    webFrame: {
      getZoomFactor: () => zoomFactor,
      setZoomFactor: (factor: number) => {
        zoomFactor = factor;
        document.documentElement.style.setProperty('zoom', String(factor));
      },
    },
  };
  return { electron, deliver };
}
