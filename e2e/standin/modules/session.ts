import { EventEmitter } from 'node:events';

import { protocol } from './protocol.ts';

/** Handlers given to the session, by the name of the method that took them, for specs to look at and call. */
export const sessionHandlers: Record<string, unknown> = {};

/** Electron's session, as far as an app sets it up: it keeps the handlers. What it lacks is missing, not silent. */
class Session extends EventEmitter {
  readonly protocol = protocol;

  setPermissionRequestHandler(handler: unknown): void {
    sessionHandlers.setPermissionRequestHandler = handler;
  }

  setPermissionCheckHandler(handler: unknown): void {
    sessionHandlers.setPermissionCheckHandler = handler;
  }

  setDevicePermissionHandler(handler: unknown): void {
    sessionHandlers.setDevicePermissionHandler = handler;
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    sessionHandlers.setDisplayMediaRequestHandler = handler;
  }

  setSpellCheckerEnabled(): void {
    return;
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }
}

export const session = { defaultSession: new Session() };
