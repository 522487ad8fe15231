import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { refused, type BadInput, type BadInputGroup } from './badInput.ts';
import { CELLS, GENES, lines, smallH5ad, smallHdf5, writeInto } from './smallFiles.ts';

/** A file of the given bytes (text is Latin-1). */
function file(what: string, name: string, contents: string | Buffer, says: RegExp): BadInput {
  const bytes = typeof contents === 'string' ? Buffer.from(contents, 'latin1') : contents;
  return refused(what, (folder) => writeInto(folder, name, bytes), says);
}

/** A folder of empty files of the given names. */
function folder(what: string, names: string[], says: RegExp): BadInput {
  return refused(
    what,
    (place) => {
      for (const name of names) writeInto(place, name, '');
      return place;
    },
    says,
  );
}

const tenxMatrix = (attributes: Record<string, string>) => (place: string) =>
  smallHdf5(place, 'filtered_feature_bc_matrix.h5', (writer) => {
    writer.strings('matrix/barcodes', CELLS);
    writer.strings('matrix/features/id', GENES);
    writer.strings('matrix/features/name', GENES);
    writer.strings(
      'matrix/features/feature_type',
      GENES.map(() => 'Gene Expression'),
    );
    writer.strings(
      'matrix/features/genome',
      GENES.map(() => 'mm10'),
    );
    writer.numbers('matrix/data', [1], (from, to) => new Int32Array(to - from).fill(1));
    writer.numbers('matrix/indices', [1], (from, to) => new Int32Array(to - from));
    writer.numbers('matrix/indptr', [5], (from, to) => new Int32Array(to - from).fill(1));
    writer.numbers('matrix/shape', [2], (from, to) => Int32Array.of(5, 4).slice(from, to));
    for (const [name, value] of Object.entries(attributes)) writer.attribute('', name, value);
  });

export const foreignCases: BadInputGroup = {
  title: 'Files and folders of other programs',
  cases: [
    refused('a file that is not there', (f) => join(f, 'counts.h5ad'), /no such file/),
    refused(
      'a link that leads nowhere',
      (f) => {
        symlinkSync(join(f, 'gone.h5ad'), join(f, 'link.h5ad'));
        return join(f, 'link.h5ad');
      },
      /no such file/,
    ),
    file('an empty file', 'counts.h5ad', '', /empty/),
    file('bytes of no known kind', 'counts.h5ad', '\x01\x02\x03\x04'.repeat(100), /not known/),
    file('a Seurat object (.rds)', 'seurat.rds', gzipSync('X\n\0\0\0\x03\0\x04\x02'), /file of R.*\.rds/),
    file('a workspace of R (.RData)', 'all.RData', gzipSync('RDX3\nX\n\0\0\0\x03'), /file of R/),
    file('an Excel workbook', 'cells.xlsx', 'PK\x03\x04..........xl/workbook.xml', /Excel/),
    file('a zip archive', 'counts.zip', 'PK\x03\x04..........counts.h5ad', /archive \(\.zip\)/),
    file(
      'a packed archive',
      'counts.tar.gz',
      gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0')])),
      /\.tar\.gz/,
    ),
    file('a file packed with xz', 'counts.h5ad.xz', '\xFD7zXZ\0', /packed with xz/),
    file('aligned reads (BAM)', 'reads.bam', gzipSync('BAM\x01\0\0\0\0'), /velocyto run/),
    file('reads (FASTQ)', 'reads.fastq', '@r1\nACGTACGT\n+\nIIIIIIII\n', /FASTQ/),
    file('a genome annotation (GTF)', 'genes.gtf', '##gtf\n1\tx\tgene\t1\t9\t.\t+\t.\tgene_id\n', /GTF/),
    file('a Parquet table', 'cells.parquet', 'PAR1....', /Parquet/),
    file('a NumPy array', 'counts.npy', '\x93NUMPY\x01\0', /NumPy/),
    file('a project of this program', 'a.rnavelocity', 'SQLite format 3\0', /Open a project/),
    file('a PDF', 'paper.pdf', '%PDF-1.7', /PDF/),
    file('a web page saved in place of the file', 'counts.h5ad', '<!DOCTYPE html><html>', /web page/),
    file('JSON', 'counts.h5ad', '{"message":"Not found"}', /JSON/),
    file('a picture', 'umap.png', '\x89PNG\r\n\x1a\n', /picture/),
    file(
      'a note of Git LFS',
      'counts.h5ad',
      'version https://git-lfs.github.com/spec/v1\noid',
      /git lfs pull/,
    ),
    refused('counts of Cell Ranger (.h5)', tenxMatrix({}), /spliced/),
    refused(
      'counts of a probe-based kit (Flex)',
      tenxMatrix({ chemistry_description: 'Flex Gene Expression' }),
      /probe/,
    ),
    refused(
      'several kinds of measurement (MuData)',
      (f) =>
        smallHdf5(f, 'counts.h5mu', (writer) => {
          writer.group('mod/rna');
          writer.attribute('', 'encoding-type', 'MuData');
        }),
      /MuData|h5mu/,
    ),
    refused(
      'HDF5 of another kind',
      (f) => smallHdf5(f, 'weights.h5', (writer) => writer.group('model_weights')),
      /neural network/,
    ),
    folder('a zarr store', ['.zgroup', '.zattrs'], /zarr store/),
    folder(
      'a folder of Cell Ranger',
      ['outs/filtered_feature_bc_matrix.h5', 'outs/possorted_genome_bam.bam'],
      /velocyto run10x/,
    ),
    folder(
      'a folder of Cell Ranger with a probe set',
      ['probe_set.csv', 'sample_filtered_feature_bc_matrix.h5'],
      /probe/,
    ),
    folder('a folder of reads', ['s_R1.fastq.gz', 's_R2.fastq.gz'], /FASTQ/),
    refused(
      'a folder with h5ad files',
      async (f) => {
        mkdirSync(join(f, 'data'));
        await smallH5ad(join(f, 'data'), {}, 'a.h5ad');
        return join(f, 'data');
      },
      /Choose the file/,
    ),
    file(
      'one table of counts',
      'spliced.csv',
      lines([`gene,${CELLS.join(',')}`, 'Actb,1,2,3,4']),
      /unspliced/,
    ),
  ],
};
