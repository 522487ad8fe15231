import { Command } from 'commander';

import { convertCommand } from './cli/convert.ts';
import { exportCommand } from './cli/export.ts';
import { figureCommand } from './cli/figure.ts';
import { reportFailure } from './cli/failure.ts';
import { useHelpLayout } from './cli/helpLayout.ts';
import { inspectCommand } from './cli/inspect.ts';
import { parityCommand } from './cli/parity.ts';
import { runCommand } from './cli/run.ts';
import { simulateCommand } from './cli/simulate.ts';
import { VERSION } from './version.ts';

/** The command-line door: `rnavelocity <command>`. */
async function main(argv: string[]): Promise<void> {
  const program = new Command('rnavelocity')
    .description(
      'RNA velocity from spliced and unspliced counts: kinetics, the velocity field and cell fate.',
    )
    .version(VERSION)
    .showHelpAfterError('(--help shows what there is)');
  for (const command of [
    runCommand(),
    inspectCommand(),
    convertCommand(),
    simulateCommand(),
    exportCommand(),
    figureCommand(),
    parityCommand(),
  ]) {
    useHelpLayout(command);
    program.addCommand(command);
  }
  await program.parseAsync(argv);
}

main(process.argv).catch(reportFailure);
