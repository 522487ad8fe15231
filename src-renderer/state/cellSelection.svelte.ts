import type { SelectionMode } from '../components/embedding/selectionDrag.ts';

/** The selected cells of what is shown. */
export class CellSelection {
  /** 1 a selected cell; undefined where none is. Another array after every change. */
  mask: Uint8Array | undefined = $state.raw();
  count = $state(0);

  /** Combines cells with those selected before; `total` is how many cells there are. */
  apply(cells: ArrayLike<number>, mode: SelectionMode, total: number): void {
    const kept = mode !== 'replace' && this.mask?.length === total;
    const mask = kept ? this.mask!.slice() : new Uint8Array(total);
    const value = mode === 'subtract' ? 0 : 1;
    for (let i = 0; i < cells.length; i++) if (cells[i] < total) mask[cells[i]] = value;
    this.#set(mask);
  }

  clear(): void {
    this.mask = undefined;
    this.count = 0;
  }

  /** The selected cells, ascending. */
  cells(): Uint32Array<ArrayBuffer> {
    const cells = new Uint32Array(this.count);
    const mask = this.mask ?? new Uint8Array(0);
    for (let i = 0, n = 0; n < cells.length; i++) if (mask[i] === 1) cells[n++] = i;
    return cells;
  }

  /** How many of the selected cells have each code, 0 … `categories` − 1. */
  countByCode(codes: ArrayLike<number>, categories: number): Uint32Array {
    const counts = new Uint32Array(categories);
    const { mask } = this;
    if (mask?.length === codes.length)
      for (let i = 0; i < codes.length; i++) if (mask[i] === 1 && codes[i] >= 0) counts[codes[i]]++;
    return counts;
  }

  #set(mask: Uint8Array): void {
    let count = 0;
    for (let i = 0; i < mask.length; i++) count += mask[i];
    this.count = count;
    this.mask = count > 0 ? mask : undefined;
  }
}
