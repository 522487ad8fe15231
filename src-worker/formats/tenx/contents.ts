import type { Hdf5File } from '../hdf5/file.ts';
import { readStrings } from '../hdf5/strings.ts';

/** The cells and features that a file of Cell Ranger lists. */
export interface TenxContents {
  barcodes: string[];
  features: TenxFeature[];
  /** What kind of kit the library was made with, as the file describes it; empty where it does not. */
  chemistry: string;
  /** Whether its features are counted by probes that bind to them. */
  probes: boolean;
}

export interface TenxFeature {
  id: string;
  name: string;
  /** e.g. `Gene Expression`, `Antibody Capture`; before Cell Ranger 3 there were genes only. */
  type: string;
  genome: string;
}

export const GENES = 'Gene Expression';

/** Kits whose libraries are made from probes: Flex (Fixed RNA Profiling), Visium for FFPE tissue and HD, Xenium. */
const PROBE_KITS = /\bflex\b|fixed[ _-]?rna|\bFRP\b|\bRTL\b|FFPE|visium hd|xenium/i;

/** Cell Ranger's name of a probe: gene id, gene name and seven digits of the sequence's hash. */
const PROBE_ID = /^[^|]+\|[^|]+\|[0-9a-f]{7}$/;

/**
 * The groups of a file that hold a matrix: `matrix` since Cell Ranger 3 (and from CellBender), before that one named
 * after each genome (10x Genomics, “Feature Barcode Matrices (HDF5 Format)”). None where the file is another.
 */
export function matrixGroups(file: Hdf5File): string[] {
  const holds = (group: string): boolean =>
    file.kind(`${group}/barcodes`) === 'array' &&
    (file.kind(`${group}/features`) === 'group' || file.kind(`${group}/genes`) === 'array');
  return file.keys('').filter((name) => file.kind(name) === 'group' && holds(name));
}

/**
 * Reads the lists of cells and features. Where several genomes have matrices of their own, barcodes in more than one
 * are listed once.
 *
 * @throws DataError where a list is missing or another is longer or shorter.
 */
export function readContents(file: Hdf5File): TenxContents {
  const groups = matrixGroups(file);
  const barcodes = groups.flatMap((group) => readStrings(file, `${group}/barcodes`));
  const features = groups.flatMap((group) => readFeatures(file, group));
  const chemistry = file.attribute('', 'chemistry_description');
  const named = typeof chemistry === 'string' ? chemistry : '';
  return {
    barcodes: groups.length > 1 ? [...new Set(barcodes)] : barcodes,
    features,
    chemistry: named,
    probes: PROBE_KITS.test(named) || groups.some((group) => hasProbes(file, group, features)),
  };
}

function readFeatures(file: Hdf5File, group: string): TenxFeature[] {
  const old = file.kind(`${group}/features`) !== 'group';
  const at = old ? group : `${group}/features`;
  const ids = readStrings(file, old ? `${at}/genes` : `${at}/id`);
  const optional = (names: string[]): string[] | undefined => {
    const item = names.map((name) => `${at}/${name}`).find((one) => file.kind(one) === 'array');
    if (item === undefined) return undefined;
    const values = readStrings(file, item);
    if (values.length === ids.length) return values;
    throw file.error(
      item,
      `“${item}” has ${values.length} values for ${ids.length} features.`,
      'The file is damaged: copy it again.',
    );
  };
  // A matrix of probes has the gene of each beside the probe's own name.
  const names = optional(old ? ['gene_names'] : ['gene_name', 'name']);
  const types = optional(['feature_type']);
  const genomes = optional(['genome']);
  return ids.map((id, i) => ({
    id,
    name: names?.[i] || id,
    type: types?.[i] ?? GENES,
    genome: genomes?.[i] ?? (old ? group : ''),
  }));
}

function hasProbes(file: Hdf5File, group: string, features: readonly TenxFeature[]): boolean {
  const marks = ['features/probe_region', 'features/filtered_probes', 'filtered_probes'];
  return marks.some((mark) => file.kind(`${group}/${mark}`)) || PROBE_ID.test(features[0]?.id ?? '');
}
