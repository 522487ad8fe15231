import { instantiate } from './wasm/instantiate.ts';
import { orthogonal } from './wasm/modules.generated.ts';

/** Vectors that are made orthogonal to the basis at once. */
export const BLOCK_WIDTH = 8;

/** Orthonormal vectors, to which those of a block are added, in the memory of a WebAssembly module. */
export interface OrthonormalBasis {
  /** How many there are. */
  readonly size: number;
  /** The block's vectors, to be read and written in place until more are appended. */
  block(): Float64Array[];
  /** All vectors of the basis, likewise. */
  vectors(): Float64Array[];
  /**
   * Takes away from each vector of the block its part along the basis vectors from `from` on.
   *
   * @returns for each what was taken away, one number a basis vector
   */
  project(from: number): Float64Array[];
  /** Makes the first `count` vectors of the block the last of the basis. */
  append(count: number): void;
}

interface Exports {
  memory: WebAssembly.Memory;
  layOut(length: number, mostVectors: number): void;
  reserve(vectors: number): void;
  project(from: number, to: number): void;
  stride: WebAssembly.Global<'i32'>;
  block: WebAssembly.Global<'i32'>;
  basis: WebAssembly.Global<'i32'>;
  coefficients: WebAssembly.Global<'i32'>;
}

/** Room for a basis of at most so many vectors, empty, with a block of zeros. */
export function orthonormalBasis(length: number, most: number): OrthonormalBasis {
  const wasm = instantiate<Exports>(orthogonal);
  wasm.layOut(length, most);
  wasm.reserve(0);
  const stride = wasm.stride.value;
  const viewsFrom = (start: number, count: number): Float64Array[] =>
    Array.from({ length: count }, (_, k) => new Float64Array(wasm.memory.buffer, start + k * stride, length));
  let size = 0;
  return {
    get size() {
      return size;
    },
    block: () => viewsFrom(wasm.block.value, BLOCK_WIDTH),
    vectors: () => viewsFrom(wasm.basis.value, size),
    project(from) {
      const all = new Float64Array(wasm.memory.buffer, wasm.coefficients.value, BLOCK_WIDTH * most);
      all.fill(0);
      wasm.project(from, size);
      return Array.from({ length: BLOCK_WIDTH }, (_, c) => all.slice(c * most, c * most + size));
    },
    append(count) {
      wasm.reserve(size + count);
      const bytes = new Uint8Array(wasm.memory.buffer);
      const { value } = wasm.block;
      bytes.copyWithin(wasm.basis.value + size * stride, value, value + count * stride);
      size += count;
    },
  };
}
