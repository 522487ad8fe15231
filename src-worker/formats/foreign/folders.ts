import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { isAlevinFolder } from '../alevin/folder.ts';
import { COUNT_APART, MAKERS } from '../counts/makers.ts';
import { isTablePair } from '../csv/pairFiles.ts';
import { fileSystemError } from '../files/fileAccess.ts';
import { hasMatrices } from '../mtx/files.ts';
import { listed } from '../names/listed.ts';
import type { Refusal } from './refusal.ts';

/**
 * Why a folder without matrices or tables of counts cannot be read, by what lies in it, and what to choose instead; nothing
 * where it may be one that can.
 */
export function refuseForeignFolder(path: string): DataError | undefined {
  const names = namesIn(path);
  if (hasMatrices(path) || isAlevinFolder(path) || isTablePair(path)) return undefined;
  const found =
    zarr(path, names) ??
    empty(names) ??
    readable(path, names) ??
    flex(names) ??
    cellRanger(path, names) ??
    packedMatrices(names) ??
    reads(names) ??
    halfOfPair(names);
  return found && new DataError(found.problem, { file: path }, found.remedy);
}

const READABLE = /\.(h5ad|loom)$/i;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw fileSystemError(error, folder);
  }
}

function zarr(path: string, names: string[]): Refusal | undefined {
  if (!['.zgroup', '.zattrs', '.zmetadata', '.zarray', 'zarr.json'].some((name) => names.includes(name)))
    return undefined;
  return {
    problem: 'this folder is a zarr store.',
    remedy: `Convert it in Python: anndata.read_zarr(${JSON.stringify(path)}).write_h5ad("counts.h5ad").`,
  };
}

function empty(names: string[]): Refusal | undefined {
  if (names.length > 0) return undefined;
  return {
    problem: 'the folder is empty: it has no matrices (.mtx) at all.',
    remedy: `Copy it again, or choose a folder with spliced and unspliced counts, as made by ${MAKERS}.`,
  };
}

function readable(path: string, names: string[]): Refusal | undefined {
  const files = names.filter((name) => READABLE.test(name) && !name.startsWith('.'));
  if (files.length === 0) return undefined;
  return {
    problem: `the folder holds ${listed(files)}.`,
    remedy:
      files.length === 1
        ? `Choose the file: ${join(path, files[0])}.`
        : 'Choose the file itself; the files of several samples can be imported together.',
  };
}

/** Cell Ranger multi, and the probe-based kits that it counts. */
function flex(names: string[]): Refusal | undefined {
  if (names.some((name) => /^probe_set.*\.csv$/i.test(name)))
    return {
      problem:
        'these are counts of a probe-based kit (Flex): its probes bind spliced transcripts alone, so introns, and with them ' +
        'unspliced transcripts, were never seen.',
      remedy:
        'RNA velocity cannot be computed from such data. It needs libraries of whole transcripts’ ends (3′ or 5′ kits).',
    };
  if (!names.some((name) => /^(per_sample_outs|sample_(filtered|raw)_feature_bc_matrix(\.h5)?)$/.test(name)))
    return undefined;
  return {
    problem: 'this is output of Cell Ranger multi, which does not tell spliced from unspliced reads.',
    remedy:
      'velocyto counts them in the reads of each sample (in per_sample_outs/SAMPLE/count, or count): velocyto run -b ' +
      'sample_filtered_feature_bc_matrix/barcodes.tsv.gz sample_alignments.bam GENES.gtf. Then choose its loom file.',
  };
}

function cellRanger(path: string, names: string[]): Refusal | undefined {
  if (names.includes('velocyto')) {
    const looms = namesOf(join(path, 'velocyto')).filter((name) => name.endsWith('.loom'));
    if (looms.length > 0)
      return {
        problem: 'this is a folder of Cell Ranger, with the counts of velocyto inside.',
        remedy: `Choose ${join(path, 'velocyto', looms[0])}.`,
      };
  }
  const parent =
    names.includes('outs') && (names.includes('_cmdline') || isOuts(namesOf(join(path, 'outs'))));
  if (!parent && !isOuts(names)) return undefined;
  return {
    problem: 'this is output of Cell Ranger, which does not tell spliced from unspliced reads.',
    remedy:
      `velocyto counts them in its reads: velocyto run10x ${parent ? 'FOLDER' : 'FOLDER-ABOVE-OUTS'} GENES.gtf makes a loom ` +
      'file in its folder velocyto. Choose that; the folder filtered_feature_bc_matrix and the tables in analysis can be ' +
      'added as annotations.',
  };
}

function isOuts(names: string[]): boolean {
  const marks = [
    'filtered_feature_bc_matrix',
    'filtered_feature_bc_matrix.h5',
    'raw_feature_bc_matrix',
    'filtered_gene_bc_matrices',
    'possorted_genome_bam.bam',
    'molecule_info.h5',
    'cloupe.cloupe',
  ];
  return marks.filter((name) => names.includes(name)).length >= 2 || names.includes('web_summary.html');
}

function packedMatrices(names: string[]): Refusal | undefined {
  const packed = names.filter((name) => /\.mtx\.(xz|bz2|zst|zip|lz4|Z)$/.test(name));
  if (packed.length === 0) return undefined;
  return {
    problem: `the matrices are packed in a way that is not read: ${listed(packed)}.`,
    remedy: 'Unpack them (unxz, bunzip2, unzstd, unzip), or pack them with gzip.',
  };
}

function reads(names: string[]): Refusal | undefined {
  if (names.some((name) => /\.(fastq|fq)(\.gz)?$/i.test(name)))
    return {
      problem: 'the folder holds reads as the sequencer gave them (FASTQ), not counts.',
      remedy: COUNT_APART,
    };
  if (names.some((name) => /\.(bam|cram|sam)$/i.test(name)))
    return { problem: 'the folder holds aligned reads (BAM), not counts.', remedy: COUNT_APART };
  return undefined;
}

function halfOfPair(names: string[]): Refusal | undefined {
  const table = names.find((name) => /spliced.*\.(csv|tsv|tab|txt)(\.gz)?$/i.test(name));
  if (table === undefined) return undefined;
  const other = /unspliced/i.test(table) ? 'spliced' : 'unspliced';
  return {
    problem: `the folder has ${table}, but not the table of ${other} counts.`,
    remedy:
      'RNA velocity needs both, with the same name but for “spliced” and “unspliced”: copy the whole folder.',
  };
}

/** What lies in a folder that may not be there, or not be one. */
function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
