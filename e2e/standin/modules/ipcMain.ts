import { EventEmitter } from 'node:events';

import type { FromPage, ToPage } from '../page/preloadModule.ts';
import type { WebContents } from './webContents.ts';

/** What a handler learns of the page that asked. */
export interface InvokeEvent {
  sender: WebContents;
  senderFrame: { url: string };
  processId: number;
  frameId: number;
}

type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown;

/** Electron's ipcMain: handlers of invocations, and an emitter of messages by channel. */
class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** Takes a page's message. An invocation is answered with the handler's result or, as in Electron, its error as text. */
  async receive(message: FromPage, sender: WebContents, reply: (answer: ToPage) => void): Promise<void> {
    const event = { sender, senderFrame: sender.mainFrame, processId: sender.id, frameId: 1 };
    if (message.type === 'send') {
      const replyTo = (channel: string, ...args: unknown[]) => {
        sender.send(channel, ...args);
      };
      this.emit(message.channel, { ...event, reply: replyTo }, ...message.args);
      return;
    }
    const { id, channel, args } = message;
    try {
      const handler = this.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      reply({ type: 'resolved', id, value: await handler(event, ...args) });
    } catch (error) {
      reply({ type: 'rejected', id, message: String(error) });
    }
  }
}

export const ipcMain = new IpcMain();
