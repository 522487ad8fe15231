import { Command } from 'commander';

import { parityTable, runParity } from '../../src-worker/parity/index.ts';
import { resourceFile } from '../resources.ts';

/** `rnavelocity parity`: every stage against scVelo's own result on the bundled reference. */
export function parityCommand(): Command {
  return new Command('parity')
    .description('Compare each stage with scVelo 0.3.4 on the bundled reference data.')
    .option('--json', 'print as JSON')
    .option('--markdown', 'print as a Markdown table, as docs/parity.md keeps it')
    .action(async (flags: { json?: boolean; markdown?: boolean }) => {
      const rows = await runParity(resourceFile('reference/dentategyrus_100obs.scvelo.h5ad'));
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(rows, null, 2)}\n`
          : `${parityTable(rows, flags.markdown ? 'markdown' : 'text')}\n`,
      );
      if (rows.some((row) => !row.passed)) process.exitCode = 1;
    });
}
