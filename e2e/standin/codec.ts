/** A value as it crosses between processes: JSON, with tagged objects for what JSON lacks. */
export interface Codec {
  /** The text for a value; throws "An object could not be cloned." for what Electron refuses. */
  encode: (value: unknown) => string;
  /** The value a text stands for, as a structured clone would be. */
  decode: (text: string) => unknown;
}

/**
 * Makes the codec of messages between the main process and pages. It carries what a structured clone carries, typed arrays
 * with their whole buffer and repeated references included. Functions, symbols, promises, proxies and, as in Electron,
 * shared memory and views of it are refused.
 *
 * This function refers to nothing outside itself, since its source text is also run inside pages.
 */
export function createCodec(): Codec {
  type Tagged = Record<string, unknown>;
  type ViewConstructor = new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
  const viewTypes: Record<string, ViewConstructor> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errorTypes: Record<string, ErrorConstructor> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const refusal = () => new Error('An object could not be cloned.');

  const toBase64 = (buffer: ArrayBuffer): string =>
    typeof Buffer === 'undefined'
      ? (new Uint8Array(buffer) as unknown as { toBase64: () => string }).toBase64()
      : Buffer.from(buffer).toString('base64');

  const fromBase64 = (text: string): ArrayBuffer => {
    if (typeof Buffer === 'undefined')
      return (Uint8Array as unknown as { fromBase64: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64(
        text,
      ).buffer;
    const bytes = new Uint8Array(Buffer.byteLength(text, 'base64'));
    bytes.set(Buffer.from(text, 'base64'));
    return bytes.buffer;
  };

  /** Throws for shared memory anywhere in the value, which a structured clone within one process would let pass. */
  const refuseShared = (value: unknown, seen: Set<unknown>): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    const memory = ArrayBuffer.isView(value) ? value.buffer : value;
    if (Object.prototype.toString.call(memory) === '[object SharedArrayBuffer]') throw refusal();
    if (memory instanceof ArrayBuffer) return;
    if (value instanceof Map) for (const entry of value) refuseShared(entry, seen);
    else if (value instanceof Set) for (const item of value) refuseShared(item, seen);
    else for (const item of Object.values(value)) refuseShared(item, seen);
  };

  const clone = (value: unknown): unknown => {
    refuseShared(value, new Set());
    try {
      return structuredClone(value);
    } catch {
      throw refusal();
    }
  };

  const writeNumber = (value: number): unknown => {
    if (Object.is(value, -0)) return { $: 'number', text: '-0' };
    return Number.isFinite(value) ? value : { $: 'number', text: String(value) };
  };

  const encode = (value: unknown): string => {
    const numbers = new Map<object, number>();

    const write = (item: unknown): unknown => {
      if (item === undefined) return { $: 'undefined' };
      if (typeof item === 'number') return writeNumber(item);
      if (typeof item === 'bigint') return { $: 'bigint', text: String(item) };
      if (item === null || typeof item !== 'object') return item;
      const known = numbers.get(item);
      if (known !== undefined) return { $: 'same', index: known };
      numbers.set(item, numbers.size);
      return writeObject(item);
    };

    const writeObject = (item: object): Tagged => {
      if (Array.isArray(item)) return { $: 'array', items: item.map(write) };
      if (item instanceof ArrayBuffer) return { $: 'buffer', data: toBase64(item) };
      if (ArrayBuffer.isView(item)) return writeView(item);
      if (item instanceof Date) return { $: 'date', time: writeNumber(item.getTime()) };
      if (item instanceof RegExp) return { $: 'regexp', source: item.source, flags: item.flags };
      if (item instanceof Map) return { $: 'map', entries: [...item].map(([k, v]) => [write(k), write(v)]) };
      if (item instanceof Set) return { $: 'set', items: [...item].map(write) };
      if (item instanceof Error)
        return { $: 'error', name: item.name, message: item.message, stack: item.stack ?? '' };
      if (Object.prototype.toString.call(item) !== '[object Object]') throw refusal();
      return { $: 'object', entries: Object.entries(item).map(([key, v]) => [key, write(v)]) };
    };

    const writeView = (view: ArrayBufferView): Tagged => {
      const type = Object.prototype.toString.call(view).slice(8, -1);
      const length = 'length' in view ? view.length : view.byteLength;
      return { $: 'view', type, offset: view.byteOffset, length, buffer: write(view.buffer) };
    };

    return JSON.stringify(write(clone(value)));
  };

  const decode = (text: string): unknown => {
    const objects: unknown[] = [];

    /** Keeps an object's number before its contents are read, as the encoder numbered it. */
    const keep = <T>(item: T, fill: (item: T) => void): T => {
      objects.push(item);
      fill(item);
      return item;
    };

    const read = (item: unknown): unknown => {
      if (item === null || typeof item !== 'object') return item;
      const tagged = item as Tagged;
      switch (tagged.$) {
        case 'undefined':
          return undefined;
        case 'number':
          return Number(tagged.text);
        case 'bigint':
          return BigInt(tagged.text as string);
        case 'same':
          return objects[tagged.index as number];
        default:
          return readObject(tagged);
      }
    };

    const readObject = (tagged: Tagged): unknown => {
      const items = tagged.items as unknown[];
      const entries = tagged.entries as [unknown, unknown][];
      switch (tagged.$) {
        case 'array':
          return keep([] as unknown[], (array) => {
            for (const item of items) array.push(read(item));
          });
        case 'set':
          return keep(new Set(), (set) => {
            for (const item of items) set.add(read(item));
          });
        case 'map':
          return keep(new Map(), (map) => {
            for (const [key, value] of entries) map.set(read(key), read(value));
          });
        case 'object':
          return keep({} as Record<string, unknown>, (object) => {
            for (const [key, value] of entries)
              Object.defineProperty(object, key as string, {
                value: read(value),
                configurable: true,
                enumerable: true,
                writable: true,
              });
          });
        case 'date':
          return keep(new Date(read(tagged.time) as number), () => undefined);
        case 'regexp':
          return keep(new RegExp(tagged.source as string, tagged.flags as string), () => undefined);
        case 'buffer':
          return keep(fromBase64(tagged.data as string), () => undefined);
        case 'view':
          return readView(tagged);
        default:
          return readError(tagged);
      }
    };

    const readView = (tagged: Tagged): ArrayBufferView => {
      const index = objects.push(undefined) - 1;
      const buffer = read(tagged.buffer) as ArrayBuffer;
      const view = new viewTypes[tagged.type as string](
        buffer,
        tagged.offset as number,
        tagged.length as number,
      );
      objects[index] = view;
      return view;
    };

    const readError = (tagged: Tagged): Error => {
      const error = new (errorTypes[tagged.name as string] ?? Error)(tagged.message as string);
      error.stack = tagged.stack as string;
      return keep(error, () => undefined);
    };

    return read(JSON.parse(text));
  };

  return { encode, decode };
}

/** The codec of this process. */
export const codec = createCodec();
