import { DataError } from '../../data/errors.ts';
import { COUNT_APART } from '../counts/makers.ts';
import { archive } from './archives.ts';
import { FROM_R } from './fromR.ts';
import { readFileHead, type FileHead } from './head.ts';
import type { Refusal } from './refusal.ts';

/** One kind of file of other programs, told by its first bytes. */
interface Kind extends Refusal {
  test: (head: FileHead) => boolean;
}

const EXPORT_AGAIN = 'Choose the file with counts, or download it again.';
const FROM_PYTHON = 'In Python, write the object as h5ad: adata.write_h5ad("counts.h5ad").';
const AS_CSV = 'Annotations of cells are read from it when saved as CSV.';

const KINDS: readonly Kind[] = [
  {
    test: ({ text }) => /^RD[XAB][23]\n/.test(text) || isRds(text),
    problem: 'this is a file of R (.rds or .RData), as Seurat and SingleCellExperiment objects are saved in.',
    remedy: FROM_R,
  },
  {
    test: ({ bytes }) => bytes.subarray(0, 4).equals(Buffer.from([0x0b, 0x0e, 0x0a, 0x0c])),
    problem: 'this is a file of R’s package qs.',
    remedy: `Read it with qs::qread in place of readRDS. ${FROM_R}`,
  },
  {
    test: ({ bytes, packed }) =>
      packed && bytes.subarray(0, 8).equals(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')),
    problem: 'the file is packed with gzip.',
    remedy: 'Unpack it first: gunzip, or the archive program of the system.',
  },
  {
    test: ({ text }) => text.startsWith('SQLite format 3\0'),
    problem: 'this is a database (SQLite); projects of RNAVelocity are such files.',
    remedy: 'Open a project as a project, not as counts.',
  },
  {
    test: ({ text, name }) =>
      text.startsWith('BAM\x01') ||
      /^@(HD|SQ|RG|PG|CO)\t/.test(text) ||
      (text.startsWith('CRAM') && /\.cram$/.test(name)),
    problem: 'this file holds aligned reads (BAM, SAM or CRAM), not counts.',
    remedy: `velocyto counts them: velocyto run -b barcodes.tsv FILE.bam GENES.gtf, or velocyto run10x FOLDER GENES.gtf for a folder of Cell Ranger. ${COUNT_APART}`,
  },
  {
    test: ({ text }) => /^@[^\n]*\n[ACGTNacgtn.]+\r?\n\+/.test(text),
    problem: 'this file holds reads as the sequencer gave them (FASTQ), not counts.',
    remedy: COUNT_APART,
  },
  {
    test: ({ text }) => /^>[^\n]*\n[A-Za-z*-]+\r?\n/.test(text),
    problem: 'this file holds sequences (FASTA), not counts.',
    remedy: COUNT_APART,
  },
  {
    test: ({ text }) => text.startsWith('BUS\0'),
    problem: 'this is a file of kallisto (BUS) with reads by barcode, not counts.',
    remedy: 'kb-python makes counts of the reads: kb count --workflow nac.',
  },
  {
    test: ({ text }) =>
      /^##(gff-version|gtf)/i.test(text) ||
      /^(#[^\n]*\n)*[^\t\n]+\t[^\t\n]+\t(gene|transcript|exon|CDS)\t\d+\t\d+\t/.test(text),
    problem: 'this file says where genes lie in the genome (GTF or GFF), and holds no counts.',
    remedy: `It is what the reads are counted with. ${COUNT_APART}`,
  },
  {
    test: ({ text }) => text.startsWith('##fileformat=VCF'),
    problem: 'this file holds variants (VCF), not counts.',
    remedy: EXPORT_AGAIN,
  },
  {
    test: ({ name }) => name.endsWith('.cloupe'),
    problem: 'this is a file of Loupe Browser (.cloupe), which only that program reads.',
    remedy: `Export its clusters and projections there as CSV, to add them as annotations. ${COUNT_APART}`,
  },
  {
    test: ({ text }) => /^(PAR1|ARROW1|FEA1)/.test(text),
    problem: 'this is a table in the format Parquet, Arrow or Feather.',
    remedy: 'Write it as CSV: in Python, pandas.read_parquet("file").to_csv("cells.csv"), or read_feather.',
  },
  {
    test: ({ text }) => text.startsWith('\x93NUMPY'),
    problem: 'this is an array of NumPy (.npy), without names of cells and genes.',
    remedy: FROM_PYTHON,
  },
  {
    test: ({ bytes, name }) =>
      bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && /\.(pkl|pickle|p)$/.test(name),
    problem: 'this is a Python object (pickle), which cannot be opened safely by another program.',
    remedy: FROM_PYTHON,
  },
  {
    test: ({ text }) => text.startsWith('MATLAB 5.0 MAT-file'),
    problem: 'this is a file of MATLAB.',
    remedy: 'Write spliced and unspliced counts as matrices (.mtx) or tables (.csv).',
  },
  {
    test: ({ text }) => text.startsWith('version https://git-lfs.github.com/spec'),
    problem: 'this is only the note that stands for a large file in a Git repository (Git LFS).',
    remedy: 'Fetch the file itself: git lfs pull.',
  },
  {
    test: ({ text }) => text.startsWith('%PDF'),
    problem: 'this is a PDF document.',
    remedy: EXPORT_AGAIN,
  },
  {
    test: ({ text }) => /^(\xEF\xBB\xBF)?\s*<(!doctype html|html|head|body|script)/i.test(text),
    problem:
      'this is a web page, not data: the download gave a page, such as one to sign in or an error, in place of the file.',
    remedy: 'Download the file again, with the link of the file itself.',
  },
  {
    test: ({ text }) => /^(\xEF\xBB\xBF)?\s*<\?xml|^\s*<[A-Za-z]+[ >]/.test(text),
    problem:
      'this is an XML file, which holds no counts; a download may have given an error in place of the file.',
    remedy: EXPORT_AGAIN,
  },
  {
    test: ({ text }) => /^(\xEF\xBB\xBF)?\s*(\{\s*["}]|\[\s*[[{"\d\]])/.test(text),
    problem:
      'this is a JSON file, which holds no counts; a download may have given an error in place of the file.',
    remedy: EXPORT_AGAIN,
  },
  {
    test: ({ text }) => /^(\x89PNG|\xFF\xD8\xFF|GIF8|II\*\0|MM\0\*|RIFF....WEBP)/s.test(text),
    problem: 'this is a picture.',
    remedy: EXPORT_AGAIN,
  },
  {
    test: ({ text }) => text.startsWith('\xD0\xCF\x11\xE0'),
    problem: 'this is a file of an old version of Excel (.xls) or another Office program.',
    remedy: AS_CSV,
  },
];

/** Why a file of another program cannot be read, told by its first bytes; nothing where it may be one that can. */
export function refuseForeignFile(path: string): DataError | undefined {
  const head = readFileHead(path);
  const kind: Refusal | undefined = archive(head) ?? KINDS.find(({ test }) => test(head));
  return kind && new DataError(kind.problem, { file: path }, kind.remedy);
}

/** R's serialisation, version 2 or 3: binary (big- or little-endian) or as text. */
function isRds(text: string): boolean {
  return ['X\n\0\0\0\x02', 'X\n\0\0\0\x03', 'B\n\x02\0\0\0', 'B\n\x03\0\0\0', 'A\n2\n', 'A\n3\n'].some(
    (mark) => text.startsWith(mark),
  );
}
