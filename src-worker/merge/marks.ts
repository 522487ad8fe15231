import type { Column } from '../data/dataset.ts';
import { summariseColumn } from '../formats/summary/columnSummary.ts';
import { markRoles } from '../formats/summary/roles.ts';
import type { Reading } from './readings.ts';
import { labelAt } from './rows.ts';

/** Marks beyond this many are no samples. */
const MOST_MARKS = 200;

/** One side of a match: the cells of the counts, or those of the annotations. */
export interface Side {
  /** Names as the files have them; different files may repeat them. */
  names: string[];
  obs: Record<string, Column>;
  /** Which of several files each cell is from, and what their samples are called; `own`: by themselves, whatever the user says. */
  files?: Marks & { own?: string[] };
}

/** Which sample each cell of one side belongs to. */
export interface Marks {
  /** −1 where nothing tells. */
  codes: Int32Array;
  labels: string[];
}

/** One way to tell the samples of a side apart. */
export interface Marking extends Marks {
  /** How the samples are told, in words; empty where there is only one. */
  words: string;
}

/** The names of one side as a reading takes them: a key each (nothing where the name cannot be read so) and the rest. */
export interface ReadNames {
  keys: (string | undefined)[];
  rests: Marks & { prefixes: string[]; suffixes: string[] };
}

/** Reads the names of one side. */
export function readNames(names: readonly string[], reading: Reading): ReadNames {
  const codes = new Int32Array(names.length).fill(-1);
  const known = new Map<string, Map<string, number>>();
  const prefixes: string[] = [];
  const suffixes: string[] = [];
  let last = { before: '', after: '', code: -1 };
  const keys = names.map((name, i) => {
    const split = reading.split(name);
    if (!split) return undefined;
    const { before, key, after } = split;
    if (last.code >= 0 && before === last.before && after === last.after) {
      codes[i] = last.code;
      return key;
    }
    let ofPrefix = known.get(before);
    if (!ofPrefix) known.set(before, (ofPrefix = new Map<string, number>()));
    let code = ofPrefix.get(after);
    if (code === undefined) {
      code = prefixes.length;
      ofPrefix.set(after, code);
      prefixes.push(before);
      suffixes.push(after);
    }
    codes[i] = code;
    last = { before, after, code };
    return key;
  });
  return { keys, rests: { codes, labels: restLabels(prefixes, suffixes), prefixes, suffixes } };
}

/**
 * Every way to tell the samples of a side apart, the plainest first: what stands beside the keys together with the file, and
 * columns of the cells that look like samples or name those in `others`.
 */
export function markingsOf(side: Side, { rests }: ReadNames, others: ReadonlySet<string>): Marking[] {
  const { files } = side;
  // The files tell more than any column; a single one tells nothing but its name.
  if (files && files.labels.length > 1) {
    const { own, ...given } = files;
    // A sample may be given a name that the annotations do not know, which know the one in its barcodes.
    const renamed = own?.some((name, i) => name !== given.labels[i]);
    return [given, ...(own && renamed ? [{ ...given, labels: own }] : [])].map((marks) =>
      filesAndRests(marks, rests),
    );
  }
  const own = restMarking(rests, side.names.length);
  const [name] = files?.labels ?? [];
  const named = own.labels.length === 1 && name !== undefined ? { ...own, labels: [name] } : own;
  return [named, ...sampleColumns(side, others)];
}

/** Whether what stands beside the keys can be marks of samples: what hardly repeats is a running number, or part of the barcode. */
export function mayBeLeftOut({ labels }: Marks, cells: number): boolean {
  return labels.length <= 1 || (labels.length <= MOST_MARKS && labels.length <= cells / 2);
}

/** Text beside a barcode without the separators around it. */
export function trimMark(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** A sample's name as it is compared: letters and digits only, in lower case. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The part of prefix and suffix that differs between the marks; both where that does not tell them apart. */
function restLabels(prefixes: string[], suffixes: string[]): string[] {
  const severalPrefixes = new Set(prefixes).size > 1;
  const severalSuffixes = new Set(suffixes).size > 1;
  const ends = withoutLane(suffixes.map(trimMark));
  const labels = prefixes.map((prefix, i) => {
    const before = trimMark(prefix);
    if (severalPrefixes === severalSuffixes) return [before, ends[i]].filter(Boolean).join('…');
    return severalPrefixes ? before : ends[i];
  });
  if (new Set(labels).size === labels.length) return labels;
  return prefixes.map((prefix, i) => `${prefix}…${suffixes[i]}`);
}

/** Without the number that Cell Ranger puts behind every barcode, where more follows: `1_old`, `1_new` are `old`, `new`. */
function withoutLane(ends: string[]): string[] {
  const lane = /^\d+[^\p{L}\p{N}]+/u.exec(ends[0] ?? '')?.[0];
  if (lane === undefined || !ends.every((end) => end.startsWith(lane))) return ends;
  return ends.map((end) => end.slice(lane.length));
}

function restMarking(rests: ReadNames['rests'], cells: number): Marking {
  const { codes, labels } = rests;
  if (!mayBeLeftOut(rests, cells)) return { codes: new Int32Array(cells), labels: [''], words: '' };
  const words = labels.length > 1 ? 'what stands beside them tells the sample' : '';
  return { codes, labels, words };
}

/** Files, parted further where the barcodes of one file have several rests. */
function filesAndRests(files: Marks, rests: ReadNames['rests']): Marking {
  const pairs = new Map<number, number>();
  const fileOf: number[] = [];
  const restOf: number[] = [];
  const codes = files.codes.map((file, cell) => {
    if (rests.codes[cell] < 0) return -1;
    const pair = file * rests.labels.length + rests.codes[cell];
    let code = pairs.get(pair);
    if (code === undefined) {
      code = fileOf.length;
      pairs.set(pair, code);
      fileOf.push(file);
      restOf.push(rests.codes[cell]);
    }
    return code;
  });
  const words = 'each file with counts is a sample';
  if (fileOf.length > Math.min(MOST_MARKS, files.codes.length / 2) || fileOf.length === files.labels.length)
    return { ...files, words };
  const marks = fileOf.map((file, i) => {
    const parted = fileOf.some((other, k) => other === file && k !== i);
    return parted ? rests.labels[restOf[i]] : files.labels[file];
  });
  const distinct = new Set(marks).size === marks.length;
  const labels = distinct ? marks : marks.map((mark, i) => `${files.labels[fileOf[i]]}…${mark}`);
  return { codes, labels, words };
}

function sampleColumns({ obs }: Side, others: ReadonlySet<string>): Marking[] {
  const summaries = Object.entries(obs).flatMap(([name, column]) => {
    const groups = groupsOf(column);
    return groups
      ? [{ name, groups, summary: summariseColumn(name, { kind: 'categorical', ...groups }) }]
      : [];
  });
  const roles = markRoles(summaries.map(({ summary }) => summary));
  return summaries.flatMap(({ name, groups }, i) => {
    const named = groups.categories.some((label) => others.has(plainName(label)));
    if (roles[i].role !== 'sample' && !named) return [];
    return [
      { codes: groups.codes, labels: groups.categories, words: `the column “${name}” tells the sample` },
    ];
  });
}

/** A column as groups, where it has at least one and not more than can be samples. */
function groupsOf(column: Column): { codes: Int32Array; categories: string[] } | undefined {
  if (column.kind === 'booleans') return undefined;
  if (column.kind === 'categorical')
    return column.categories.length <= MOST_MARKS
      ? { codes: column.codes, categories: column.categories }
      : undefined;
  const known = new Map<string, number>();
  const codes = new Int32Array(column.values.length).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const label = labelAt(column, row);
    if (label === '') continue;
    let code = known.get(label);
    if (code === undefined) known.set(label, (code = known.size));
    if (code >= MOST_MARKS) return undefined;
    codes[row] = code;
  }
  return { codes, categories: [...known.keys()] };
}
