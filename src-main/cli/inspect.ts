import { Command } from 'commander';

import { inspectText, type ImportSource } from '../../src-worker/formats/index.ts';
import { createPool } from '../compute/pool.ts';
import { addSourceFlags, sourceOf, type SourceFlags } from './sourceFlags.ts';

interface InspectFlags extends SourceFlags {
  merge?: boolean;
  json?: boolean;
}

/** `rnavelocity inspect FILE…`: what would be imported, without importing it. */
export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description('Show what files hold and what would be imported.')
    .argument('<file...>', 'one or more files or folders with counts')
    .usage('<file...> [options]')
    .option('--merge', 'show the files as one dataset, each a sample of it, and not one by one');
  addSourceFlags(command);
  return command
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWith --annotations, --sample or --unmatched the files are shown as one dataset, too, as run would read them.' +
        '\nThe exit code is 1 where something could not be imported as it is.',
    )
    .action(async (files: string[], flags: InspectFlags) => {
      const pool = createPool(1);
      try {
        const summaries = [];
        for (const source of sourcesOf(files, flags)) summaries.push(await pool.inspectImport(source));
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

/** The files put together where a flag speaks of that, and each by itself otherwise. */
function sourcesOf(files: string[], flags: InspectFlags): ImportSource[] {
  const together = flags.merge ?? (flags.annotations ?? flags.sample ?? flags.unmatched) !== undefined;
  return together ? [sourceOf(files, flags)] : files.map((file) => sourceOf([file], flags));
}
