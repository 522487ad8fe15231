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

/** Fewer bases than this may be a word. */
const SHORTEST_RUN = 6;

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
    let best: Run | undefined;
    // Of equally long runs the last: marks of samples are mostly put in front.
    for (let run = nextRun(name, 0); run; run = nextRun(name, run.to))
      if (!best || run.to - run.from >= best.to - best.from) best = run;
    return best && cut(name, best.from, best.to, name.slice(best.from, best.to));
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
  const first = nextRun(name, 0);
  if (!first) return undefined;
  let { to } = first;
  let key = name.slice(first.from, to);
  // Runs belong together where one character joins them.
  for (let run = nextRun(name, to); run && run.from - to === 1; run = nextRun(name, to)) {
    key += name.slice(run.from, run.to);
    to = run.to;
  }
  return cut(name, first.from, to, key);
}

/** Bases that stand alone, from one character of a name to before another. */
interface Run {
  from: number;
  to: number;
}

/** The next run of bases that is no part of a word; velocyto's “x” may follow it. Read letter by letter: names are many. */
function nextRun(name: string, start: number): Run | undefined {
  for (let at = start; at < name.length; at++) {
    if (!isWordPart(name.charCodeAt(at))) continue;
    const from = at;
    while (at < name.length && isBase(name.charCodeAt(at))) at++;
    const to = at;
    if (name[at] === 'x') at++;
    if (to - from >= SHORTEST_RUN && (at >= name.length || !isWordPart(name.charCodeAt(at))))
      return { from, to };
    while (at < name.length && isWordPart(name.charCodeAt(at))) at++;
  }
  return undefined;
}

function isBase(code: number): boolean {
  return code === 65 || code === 67 || code === 71 || code === 84 || code === 78;
}

/** Letters and digits. */
function isWordPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
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
      const end =
        name.endsWith('x') && /[0-9A-Z]/.test(name.charAt(name.length - 2)) ? name.length - 1 : name.length;
      const from = first ? afterFirst(name) : 0;
      const to = last ? beforeLast(name, end) : end;
      if ((first && from === 0) || to <= from) return undefined;
      return cut(name, from, to, name.slice(from, to));
    },
    words: () => (what ? `${what} part of the names is left out` : 'the “x” at the end is left out'),
  };
}

const SEPARATORS = ':#_-.|/ ';

/** Where the text behind the first separators begins; 0 where there are none. */
function afterFirst(name: string): number {
  let at = 0;
  while (at < name.length && !SEPARATORS.includes(name[at])) at++;
  while (at < name.length && SEPARATORS.includes(name[at])) at++;
  return at < name.length ? at : 0;
}

/** Where the text before the last separators ends; 0 where there are none. */
function beforeLast(name: string, end: number): number {
  let at = end;
  while (at > 0 && !SEPARATORS.includes(name[at - 1])) at--;
  while (at > 0 && SEPARATORS.includes(name[at - 1])) at--;
  return at;
}

const COMPLEMENT: Readonly<Record<string, string>> = { A: 'T', C: 'G', G: 'C', T: 'A', N: 'N' };

function reverseComplement(bases: string): string {
  let out = '';
  for (let i = bases.length - 1; i >= 0; i--) out += COMPLEMENT[bases[i]];
  return out;
}
