import { resolve } from 'node:path';

import { Command } from 'commander';

import { fileSource, inspectText } from '../../src-worker/formats/index.ts';
import { createPool } from '../compute/pool.ts';

/** `rnavelocity inspect FILE…`: what would be imported, without importing it. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('Show what a file holds and what would be imported.')
    .argument('<file...>', 'one or more files or folders with counts')
    .option('--json', 'print as JSON')
    .action(async (files: string[], flags: { json?: boolean }) => {
      const pool = createPool(1);
      try {
        const summaries = [];
        for (const file of files) summaries.push(await pool.inspectImport(fileSource(resolve(file))));
        if (summaries.some((summary) => summary.error)) process.exitCode = 1;
        process.stdout.write(
          flags.json
            ? `${JSON.stringify(summaries, null, 2)}\n`
            : `${summaries.map(inspectText).join('\n')}\n`,
        );
      } finally {
        await pool.close();
      }
    });
}
