import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { inspectFile } from '../inspectFile.ts';
import { refusalOf, temporaryFolder } from '../testing.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const temporary = temporaryFolder();

let serial = 0;
function file(content: string | Buffer, name = 'file'): string {
  const path = join(temporary, `${serial++}${name}`);
  writeFileSync(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  return path;
}

/** A folder with empty files of the given names; a name that ends in / is a folder. */
function folder(...names: string[]): string {
  const path = join(temporary, String(serial++));
  mkdirSync(path);
  for (const name of names)
    if (name.endsWith('/')) mkdirSync(join(path, name), { recursive: true });
    else writeFileSync(join(path, name), '');
  return path;
}

async function refusal(path: string): Promise<string> {
  const { message } = await refusalOf(path);
  expect((await inspectFile(path)).error).toBe(message);
  return message;
}

const RDS = 'X\n\0\0\0\x03\0\x04\x02\x02\0\x03\x05\0';
const FASTQ = '@read1\nACGTN\n+\nIIIII\n';

describe('files of other programs are refused by what they are', () => {
  it.each([
    ['a file of R', RDS, /file of R.*writeMM.*cells\.csv/],
    ['a packed file of R', gzipSync(Buffer.from(RDS, 'latin1')), /file of R/],
    ['a workspace of R', 'RDX3\nX\n\0\0\0\x03', /file of R/],
    ['R’s text', 'A\n3\n262658\n197888\n', /file of R/],
    ['Excel', 'PK\x03\x04\x14\0\x06\0xl/workbook.xml', /Excel.*CSV/],
    ['old Excel', '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', /\.xls/],
    ['a zip archive', 'PK\x03\x04\x14\0\0\0counts.csv', /archive \(\.zip\).*Unpack/],
    ['zarr in a zip', 'PK\x03\x04\x14\0\0\0a.zarr/.zgroup', /zarr.*read_zarr/],
    ['arrays of NumPy', 'PK\x03\x04\x14\0\0\0data.npy', /NumPy.*write_h5ad/],
    ['7z', "7z\xBC\xAF'\x1C", /archive \(\.7z\)/],
    ['rar', 'Rar!\x1A\x07\x01\0', /archive \(\.rar\)/],
    ['tar', `${'a'.repeat(257)}ustar\x0000`, /archive \(\.tar\)/],
    ['tar.gz', gzipSync(`${'a'.repeat(257)}ustar\x0000`), /archive \(\.tar\.gz\)/],
    ['xz', '\xFD7zXZ\0\0', /packed with xz.*unxz/],
    ['bzip2', 'BZh91AY&SY', /packed with bzip2.*bunzip2/],
    ['zstd', '\x28\xB5\x2F\xFD', /packed with zstd/],
    ['BAM', gzipSync(Buffer.from('BAM\x01', 'latin1')), /aligned reads.*velocyto run/],
    ['SAM', '@HD\tVN:1.6\n', /aligned reads/],
    ['FASTQ', FASTQ, /sequencer.*STARsolo.*kb count/],
    ['packed FASTQ', gzipSync(FASTQ), /sequencer/],
    ['FASTA', '>chr1\nACGT\n', /FASTA/],
    ['BUS', 'BUS\0\x01\0\0\0', /kallisto/],
    ['GTF', '#!genome\nchr1\tHAVANA\tgene\t11869\t14409\t.\t+\t.\tgene_id "g"\n', /GTF/],
    ['VCF', '##fileformat=VCFv4.2\n', /VCF/],
    ['Parquet', 'PAR1\x15\x04', /Parquet.*read_parquet/],
    ['Feather', 'FEA1\0\0\0\0', /Feather/],
    ['NumPy', '\x93NUMPY\x01\0', /NumPy/],
    ['MATLAB', 'MATLAB 5.0 MAT-file', /MATLAB/],
    ['PDF', '%PDF-1.7', /PDF/],
    ['a web page', '<!DOCTYPE html>\n<html><head><title>Sign in', /web page.*Download the file again/],
    ['XML', '<?xml version="1.0"?><Error><Code>AccessDenied', /XML.*error/],
    ['JSON', '{"message": "not found"}', /JSON/],
    ['a picture', '\x89PNG\r\n\x1a\n', /picture/],
    ['a project', 'SQLite format 3\0', /projects of RNAVelocity.*as a project/],
    ['a note of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid', /git lfs pull/],
  ])('%s', async (_, content, message) => {
    expect(await refusal(file(content))).toMatch(message);
  });

  it('by their names, where the content does not tell', async () => {
    expect(await refusal(file('\0\x01\x02', 'a.cloupe'))).toMatch(/Loupe Browser.*CSV/);
    expect(await refusal(file('\x80\x04\x95', 'a.pkl'))).toMatch(/pickle.*write_h5ad/);
    expect(await refusal(file('BZh91AY&SY', 'a.rds'))).toMatch(/file of R, packed with bzip2.*writeMM/);
    expect(await refusal(file(`CRAM\x03\0`, 'a.cram'))).toMatch(/aligned reads/);
  });

  it('h5ad and loom packed with gzip, and gzip that cannot be unpacked', async () => {
    const packed = gzipSync(readFileSync(join(FIXTURES, 'csc.h5ad')));
    expect(await refusal(file(packed))).toMatch(/packed with gzip.*gunzip/);
    expect(await refusal(file(gzipSync(packed)))).toMatch(/gzip twice, or damaged/);
    expect(await refusal(file('\x1F\x8B\x08garbage'))).toMatch(/damaged/);
  });
});

describe('folders are refused with what to choose', () => {
  it.each([
    ['zarr', ['.zgroup', 'obs/'], /zarr.*anndata\.read_zarr/],
    ['zarr 3', ['zarr.json'], /zarr/],
    ['nothing', [], /folder is empty/],
    ['one h5ad', ['a.h5ad', 'notes.txt'], /Choose the file: .*a\.h5ad/],
    ['several loom', ['a.loom', 'b.loom'], /a\.loom, b\.loom.*several samples/],
    [
      'outs',
      ['filtered_feature_bc_matrix/', 'possorted_genome_bam.bam'],
      /Cell Ranger.*velocyto run10x FOLDER-ABOVE-OUTS/,
    ],
    ['the folder above', ['_cmdline', 'outs/filtered_feature_bc_matrix/'], /Cell Ranger.*run10x FOLDER /],
    ['multi', ['per_sample_outs/'], /multi.*sample_alignments\.bam/],
    ['Flex', ['sample_filtered_feature_bc_matrix/', 'probe_set.csv'], /Flex.*introns/],
    ['FASTQ', ['a_R1.fastq.gz', 'a_R2.fastq.gz'], /FASTQ.*STARsolo/],
    ['BAM', ['a.bam', 'a.bam.bai'], /aligned reads/],
    ['matrices in xz', ['spliced.mtx.xz', 'unspliced.mtx.xz'], /packed in a way.*unxz/],
    ['one table of two', ['a_spliced.csv'], /not the table of unspliced counts/],
    ['anything else', ['photo.png'], /no matrices/],
  ])('%s', async (_, names, message) => {
    expect(await refusal(folder(...names))).toMatch(message);
  });

  it('Cell Ranger with velocyto’s counts inside', async () => {
    const path = folder('outs/', 'velocyto/');
    writeFileSync(join(path, 'velocyto', 's.loom'), '');
    expect(await refusal(path)).toMatch(/Choose .*velocyto\/s\.loom/);
  });
});

describe('things that are no files', () => {
  it('pipes, devices, links to nowhere and in circles end at once', async () => {
    const pipe = join(temporary, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await refusal(pipe)).toMatch(/pipe, socket or device/);
    expect(await refusal('/dev/null')).toMatch(/pipe, socket or device/);
    const lost = join(temporary, 'lost');
    symlinkSync(join(temporary, 'nowhere'), lost);
    expect(await refusal(lost)).toMatch(/no such file/);
    const circle = join(temporary, 'circle');
    symlinkSync(circle, circle);
    expect(await refusal(circle)).toMatch(/ELOOP/);
  });

  it('names with line breaks, quotes and letters of all kinds are read', async () => {
    for (const name of ['a\nb', 'a"b\'c', 'ε 数据', '-rf'])
      expect(await refusal(file(FASTQ, name))).toMatch(/FASTQ/);
  });
});
