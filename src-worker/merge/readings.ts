/**
 * How the name of a cell is read: the key that is compared, and what stands before and after it, which may say from which
 * sample the cell is.
 */
export interface Split {
  before: string;
  key: string;
  after: string;
}

export interface Reading {
  id: 'whole' | 'bases' | 'longestRun' | 'reversed' | 'parts';
  /** Nothing where the name cannot be read so. */
  split(name: string): Split | undefined;
  /** What was compared and what left out, in words. */
  words(example: Split): string;
}

/** Bases that stand alone: no part of a word; velocyto's “x” may follow. */
const RUN = /(?<![A-Za-z0-9])[ACGTN]{6,}(?=x?(?![A-Za-z0-9]))/g;

export const WHOLE: Reading = {
  id: 'whole',
  split: (name) => ({ before: '', key: name, after: '' }),
  words: () => 'the whole barcodes are compared',
};

/** The bases, also of barcodes that consist of several runs, e.g. `AAACCTGA_GAAACCAT`. */
export const BASES: Reading = {
  id: 'bases',
  split: splitAtBases,
  words: ({ key }) => `the ${key.length} bases are compared`,
};

/** The longest run of bases alone: what stands beside it can be a sample that is named by its index, `CTTGTAAT_AAAC…`. */
export const LONGEST_RUN: Reading = {
  id: 'longestRun',
  split: (name) => {
    const runs = [...name.matchAll(RUN)];
    if (runs.length === 0) return undefined;
    // Of equally long runs the last: marks of samples are mostly put in front.
    const run = runs.reduce((best, other) => (other[0].length >= best[0].length ? other : best));
    return cut(name, run.index, run.index + run[0].length, run[0]);
  },
  words: ({ key }) => `the longest run of bases, ${key.length} of them, is compared`,
};

/** The bases as they read from the other strand. */
export const REVERSED: Reading = {
  id: 'reversed',
  split: (name) => {
    const split = splitAtBases(name);
    return split && { ...split, key: reverseComplement(split.key) };
  },
  words: ({ key }) => `the ${key.length} bases are compared with their reverse complement`,
};

/**
 * Names that are no bases, parted at `:`, `#`, `_`, `-`, `.`, `|`, `/` or a blank: all parts but the first or the last, or
 * both, are compared.
 */
export const PARTS: readonly Reading[] = [
  partReading(0, 0),
  partReading(1, 0),
  partReading(0, 1),
  partReading(1, 1),
];

/** The name parted at its bases, the runs of a barcode of several joined. */
export function splitAtBases(name: string): Split | undefined {
  RUN.lastIndex = 0;
  let from = -1;
  let to = 0;
  let key = '';
  for (let run = RUN.exec(name); run; run = RUN.exec(name)) {
    // Runs belong together where one character joins them.
    if (from >= 0 && run.index - to > 1) break;
    if (from < 0) from = run.index;
    to = run.index + run[0].length;
    key += run[0];
  }
  return from < 0 ? undefined : cut(name, from, to, key);
}

function cut(name: string, from: number, to: number, key: string): Split {
  return { before: name.slice(0, from), key, after: name.slice(to) };
}

function partReading(first: 0 | 1, last: 0 | 1): Reading {
  const what = [first ? 'the first' : '', last ? 'the last' : ''].filter(Boolean).join(' and ');
  return {
    id: 'parts',
    split: (name) => {
      // velocyto puts an “x” behind whatever the barcode is.
      const end = /[0-9A-Z]x$/.test(name) ? name.length - 1 : name.length;
      const from = first ? name.slice(0, end).search(/[:#_\-.|/ ]/) + 1 : 0;
      const to = last ? lastSeparator(name, end) : end;
      if ((first && from === 0) || to <= from) return undefined;
      return cut(name, from, to, name.slice(from, to));
    },
    words: () => (what ? `${what} part of the names is left out` : 'the “x” at the end is left out'),
  };
}

function lastSeparator(name: string, end: number): number {
  for (let i = end - 1; i > 0; i--) if (/[:#_\-.|/ ]/.test(name[i])) return i;
  return 0;
}

const COMPLEMENT: Readonly<Record<string, string>> = { A: 'T', C: 'G', G: 'C', T: 'A', N: 'N' };

function reverseComplement(bases: string): string {
  let out = '';
  for (let i = bases.length - 1; i >= 0; i--) out += COMPLEMENT[bases[i]];
  return out;
}
