/** A seeded generator of random numbers; the same seed and stream give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** An integer in [0, n). */
  integer(n: number): number;
  /** Fisher–Yates: a random order of 0 … n − 1. */
  permutation(n: number): Uint32Array;
}

/**
 * xoshiro128** (Blackman and Vigna 2018) seeded by splitmix32 from `seed` and the name of the stream, so that two
 * steps with one seed do not draw the same numbers.
 */
export function createRandom(seed: number, stream = ''): Random {
  const state = seedState(seed, stream);
  let spare = Number.NaN;
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const t = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotate(state[3], 11);
    return result;
  };
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const integer = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    integer,
    normal() {
      if (!Number.isNaN(spare)) {
        const value = spare;
        spare = Number.NaN;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    permutation(n) {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = integer(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    },
  };
}

function seedState(seed: number, stream: string): Int32Array {
  let h = (seed ^ 0x9e3779b9) | 0;
  for (let i = 0; i < stream.length; i++) h = Math.imul(h ^ stream.charCodeAt(i), 0x01000193);
  const state = new Int32Array(4);
  for (let i = 0; i < 4; i++) {
    h = (h + 0x9e3779b9) | 0;
    let z = h ^ (h >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    state[i] = z ^ (z >>> 15);
  }
  return state;
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}
