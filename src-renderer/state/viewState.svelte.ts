import * as v from 'valibot';

import { bridge, call } from './api.ts';
import { flush, saveSoon } from './saveSoon.ts';

/**
 * A piece of the page's state that the open project keeps under a key of its own. Every entry of the schema has a
 * fallback, which is also its value in a project that has not kept it; what was kept and is no longer valid is passed over
 * entry by entry.
 *
 *     const tools = persisted(`run:${id}`, v.object({ flow: v.fallback(v.picklist(FLOWS), 'animated') }));
 *     await tools.load();            // once, when the run is shown; until then `tools.value` holds the fallbacks
 *     tools.value.flow               // reactive, to be read only
 *     tools.update({ flow: 'off' }); // kept 300 ms after the last change, and before the project or window closes
 */
export class Persisted<S extends StateSchema> {
  value: v.InferOutput<S> = $state.raw()!;
  /** Whether the project's own values are in place. */
  loaded = $state(false);
  readonly key: string;
  readonly #schema: S;

  constructor(key: string, schema: S) {
    this.key = key;
    this.#schema = schema;
    this.value = v.parse(schema, {});
  }

  /** Takes what the project keeps; changes made before it came have the last word. */
  async load(): Promise<this> {
    await flushViewState(this.key);
    const before = this.value;
    const kept = await call(bridge.view.load({ key: this.key })).catch(() => undefined);
    if (this.value === before) this.value = v.parse(this.#schema, isRecord(kept) ? kept : {});
    this.loaded = true;
    return this;
  }

  /** Changes entries and keeps them soon. */
  update(changes: Partial<v.InferInput<S>>): void {
    this.value = v.parse(this.#schema, { ...this.value, ...changes });
    saveSoon(this.key, () => call(bridge.view.save({ key: this.key, state: $state.snapshot(this.value) })));
  }
}

type StateSchema = v.GenericSchema<Record<string, unknown>, Record<string, unknown>>;

export function persisted<S extends StateSchema>(key: string, schema: S): Persisted<S> {
  return new Persisted(key, schema);
}

/** Keeps at once what waits to be kept. Called before the project closes and when the window is hidden. */
export function flushViewState(key?: string): Promise<void> {
  return flush(key);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
