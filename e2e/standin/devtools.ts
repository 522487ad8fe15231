import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

interface Waiting {
  method: string;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
}

/**
 * A connection to a browser's DevTools over its pipe: JSON messages, each ended by a zero byte. Unlike a socket, the pipe
 * also ends the browser when this process dies, however it dies.
 */
export class DevTools {
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly sessions = new Map<string, DevToolsSession>();
  private readonly input: Writable;
  private closed = false;

  constructor(toBrowser: Writable, fromBrowser: Readable) {
    this.input = toBrowser;
    let parts: Buffer[] = [];
    fromBrowser.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
        parts.push(chunk.subarray(start, end));
        this.receive(JSON.parse(Buffer.concat(parts).toString()) as Message);
        parts = [];
        start = end + 1;
      }
      parts.push(chunk.subarray(start));
    });
    const close = () => {
      this.close();
    };
    fromBrowser.on('close', close);
    toBrowser.on('error', close);
  }

  /** The session with that id; the browser's own without one. */
  session(sessionId = ''): DevToolsSession {
    let session = this.sessions.get(sessionId);
    if (!session) {
      session = new DevToolsSession(this, sessionId);
      this.sessions.set(sessionId, session);
    }
    return session;
  }

  /** Sends a command and gives its result; rejects with the browser's own message. */
  send(sessionId: string, method: string, params: object): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error(`${method}: the browser has gone.`));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { method, resolve, reject });
      this.input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  private receive(message: Message): void {
    if (message.id === undefined) {
      this.sessions.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  private close(): void {
    this.closed = true;
    for (const { method, reject } of this.waiting.values())
      reject(new Error(`${method}: the browser has gone.`));
    this.waiting.clear();
  }
}

/** One target's share of the connection: commands to it, and its events by their DevTools names. */
export class DevToolsSession extends EventEmitter {
  private readonly devtools: DevTools;
  private readonly sessionId: string;

  constructor(devtools: DevTools, sessionId: string) {
    super();
    this.devtools = devtools;
    this.sessionId = sessionId;
  }

  /** Sends a command of the DevTools protocol; the caller names the shape of its result. */
  send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    return this.devtools.send(this.sessionId, method, params) as Promise<Result>;
  }
}
