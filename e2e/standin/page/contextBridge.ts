/** One world's end of the bridge between a preload and its page. */
export interface ContextBridgeEnd {
  /** Puts an API on the other world's `window`: data copied, functions callable across, promises carried over. */
  expose: (key: string, api: unknown) => void;
}

/**
 * Joins the two worlds of a page (the preload's and the page's own) as Electron's contextBridge does. Each end listens for
 * its own event on the window and dispatches the other's; an event's detail is copied by the browser as it
 * crosses, so no object is ever shared.
 *
 * This function refers to nothing outside itself, since its source text is run inside pages.
 *
 * @param incoming name of the event this world listens for
 * @param outgoing name of the event the other world listens for
 */
export function createContextBridge(incoming: string, outgoing: string): ContextBridgeEnd {
  type Callable = (...args: unknown[]) => unknown;
  type Packed =
    | { kind: 'data'; value: unknown }
    | { kind: 'function'; id: number }
    | { kind: 'promise'; id: number }
    | { kind: 'array'; items: Packed[] }
    | { kind: 'object'; entries: [string, Packed][] };
  type Message =
    | { type: 'call'; id: number; args: Packed[] }
    | { type: 'returned'; value: Packed }
    | { type: 'threw'; message: string }
    | { type: 'settled'; id: number; value?: Packed; message?: string }
    | { type: 'expose'; key: string; api: Packed };

  const dispatch = window.dispatchEvent.bind(window);
  const functions = new Map<number, Callable>();
  const functionIds = new WeakMap<Callable, number>();
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let answer: Message | undefined;

  const post = (message: Message) => dispatch(new CustomEvent(outgoing, { detail: message }));
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const isPromise = (value: object): value is Promise<unknown> =>
    typeof (value as { then?: unknown }).then === 'function';
  const isContainer = (value: object) => {
    const prototype: unknown = Object.getPrototypeOf(value);
    return Array.isArray(value) || prototype === null || prototype === Object.prototype;
  };

  /** Whether a value holds, at any depth, something that cannot be copied but must be carried: a function or promise. */
  const isLive = (value: unknown, seen = new Set<object>()): boolean => {
    if (typeof value === 'function') return true;
    if (value === null || typeof value !== 'object' || seen.has(value)) return false;
    seen.add(value);
    if (isPromise(value)) return true;
    return isContainer(value) && Object.values(value).some((item) => isLive(item, seen));
  };

  /** Refuses what the bridge of Electron refuses, a proxy such as a component's state among it. */
  const copy = (value: unknown): unknown => {
    try {
      return structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };

  const packFunction = (value: Callable): Packed => {
    const id = functionIds.get(value) ?? ++lastId;
    functionIds.set(value, id);
    functions.set(id, value);
    return { kind: 'function', id };
  };

  const packPromise = (value: Promise<unknown>): Packed => {
    const id = ++lastId;
    value
      .then((result) => pack(result))
      .then(
        (packed) => post({ type: 'settled', id, value: packed }),
        (error: unknown) => post({ type: 'settled', id, message: messageOf(error) }),
      );
    return { kind: 'promise', id };
  };

  const pack = (value: unknown): Packed => {
    if (!isLive(value)) return { kind: 'data', value: copy(value) };
    if (typeof value === 'function') return packFunction(value as Callable);
    const object = value as object;
    if (isPromise(object)) return packPromise(object);
    if (Array.isArray(object)) return { kind: 'array', items: object.map(pack) };
    return { kind: 'object', entries: Object.entries(object).map(([key, item]) => [key, pack(item)]) };
  };

  const unpack = (packed: Packed): unknown => {
    switch (packed.kind) {
      case 'data':
        return packed.value;
      case 'function':
        return (...args: unknown[]) => call(packed.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed.id, { resolve, reject }));
      case 'array':
        return packed.items.map(unpack);
      case 'object':
        return Object.fromEntries(packed.entries.map(([key, item]) => [key, unpack(item)]));
    }
  };

  /** Calls a function of the other world. Dispatching an event is synchronous, so its answer is there on return. */
  const call = (id: number, args: unknown[]): unknown => {
    answer = undefined;
    post({ type: 'call', id, args: args.map(pack) });
    const given = answer as Message | undefined;
    answer = undefined;
    if (given?.type === 'threw') throw new Error(given.message);
    return given?.type === 'returned' ? unpack(given.value) : undefined;
  };

  const answerCall = (id: number, args: Packed[]) => {
    try {
      post({ type: 'returned', value: pack(functions.get(id)?.(...args.map(unpack))) });
    } catch (error) {
      post({ type: 'threw', message: messageOf(error) });
    }
  };

  const settle = (id: number, value: Packed | undefined, message: string | undefined) => {
    const waiting = promises.get(id);
    promises.delete(id);
    if (value) waiting?.resolve(unpack(value));
    else waiting?.reject(new Error(message));
  };

  const deepFreeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.values(value).forEach(deepFreeze);
      Object.freeze(value);
    }
    return value;
  };

  window.addEventListener(incoming, (event) => {
    event.stopImmediatePropagation();
    const message = (event as CustomEvent<Message>).detail;
    switch (message.type) {
      case 'call':
        answerCall(message.id, message.args);
        break;
      case 'returned':
      case 'threw':
        answer = message;
        break;
      case 'settled':
        settle(message.id, message.value, message.message);
        break;
      case 'expose':
        Object.defineProperty(window, message.key, {
          value: deepFreeze(unpack(message.api)),
          enumerable: true,
        });
    }
  });

  const exposed = new Set<string>();
  return {
    expose: (key, api) => {
      if (exposed.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(key);
      post({ type: 'expose', key, api: pack(api) });
    },
  };
}
