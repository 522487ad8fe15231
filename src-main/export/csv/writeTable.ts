import { open } from 'node:fs/promises';

import { writeAtomically } from '../../../src-worker/formats/writeAtomically.ts';
import type { TableColumn } from './table.ts';

const BLOCK_CHARACTERS = 1 << 20;

/**
 * Writes a CSV file (RFC 4180 quoting, a header line, `\n` between lines, UTF-8, decimal points) a block at a time, so
 * that its size does not matter. An older file of that name stays until the new one is whole.
 */
export async function writeTable(path: string, columns: readonly TableColumn[], rows: number): Promise<void> {
  await writeAtomically(path, async (temporary) => {
    const file = await open(temporary, 'w');
    try {
      let block = columns.map((column) => quoted(column.name)).join(',') + '\n';
      for (let row = 0; row < rows; row++) {
        for (let c = 0; c < columns.length; c++) {
          if (c > 0) block += ',';
          block += quoted(columns[c].text(row));
        }
        block += '\n';
        if (block.length < BLOCK_CHARACTERS) continue;
        await file.write(block);
        block = '';
      }
      await file.write(block);
    } finally {
      await file.close();
    }
  });
}

/** The field as RFC 4180 wants it: quotes around whatever holds a comma, a quote, a line break or outer blanks. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
