import { FROM_R } from './fromR.ts';
import type { FileHead } from './head.ts';
import type { Refusal } from './refusal.ts';

const UNPACK = 'Unpack it first, and choose the file or folder inside.';

/** Whether a file is an archive or packed in a way that is not read, or a document that is a zip archive inside. */
export function archive({ text, name, packed }: FileHead): Refusal | undefined {
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return zip(text);
  if (text.slice(257, 262) === 'ustar')
    return {
      problem: packed ? 'this is a packed archive (.tar.gz).' : 'this is an archive (.tar).',
      remedy: UNPACK,
    };
  if (text.startsWith("7z\xBC\xAF'\x1C")) return { problem: 'this is an archive (.7z).', remedy: UNPACK };
  if (text.startsWith('Rar!\x1A\x07')) return { problem: 'this is an archive (.rar).', remedy: UNPACK };
  if (text.startsWith('\x1F\x8B'))
    return {
      problem: 'the file is packed with gzip twice, or damaged.',
      remedy: 'Unpack it with gunzip; where that fails, copy or download it again.',
    };
  const packer = PACKERS.find(({ mark }) => text.startsWith(mark));
  if (!packer) return undefined;
  if (/\.(rds|rdata|rda)$/.test(name))
    return { problem: `this is, by its name, a file of R, packed with ${packer.title}.`, remedy: FROM_R };
  return {
    problem: `the file is packed with ${packer.title}.`,
    remedy: `Unpack it first: ${packer.command}.`,
  };
}

const PACKERS = [
  { title: 'xz', command: 'unxz', mark: '\xFD7zXZ\0' },
  { title: 'bzip2', command: 'bunzip2', mark: 'BZh' },
  { title: 'zstd', command: 'unzstd', mark: '\x28\xB5\x2F\xFD' },
  { title: 'lz4', command: 'unlz4', mark: '\x04\x22\x4D\x18' },
  { title: 'compress', command: 'uncompress', mark: '\x1F\x9D' },
];

/** The names of the parts of a zip archive stand in it as text. */
function zip(text: string): Refusal {
  if (/xl\//.test(text))
    return {
      problem: 'this is an Excel workbook (.xlsx).',
      remedy: 'Save the sheet as CSV (UTF-8): a table with one row a cell is read as annotations.',
    };
  if (text.includes('[Content_Types].xml') || text.includes('mimetypeapplication/vnd.oasis'))
    return { problem: 'this is a document of an Office program.', remedy: 'Choose the file with counts.' };
  if (/\.z(array|attrs|group)|zarr\.json/.test(text))
    return {
      problem: 'this is a zarr store in a zip archive.',
      remedy: 'Unpack it, and convert it in Python: anndata.read_zarr("folder").write_h5ad("counts.h5ad").',
    };
  if (text.includes('.npy'))
    return {
      problem: 'this holds arrays of NumPy (.npz), without names of cells and genes.',
      remedy: 'In Python, write the object as h5ad: adata.write_h5ad("counts.h5ad").',
    };
  return { problem: 'this is an archive (.zip).', remedy: UNPACK };
}
