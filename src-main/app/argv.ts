import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The files that a command line names, as absolute paths.
 *
 * @param argv all of it, the program first
 * @param packaged whether the program is installed; an unpackaged Electron is given the app's folder as its first file
 * @param cwd where relative paths start
 */
export function filesFromArgv(argv: readonly string[], packaged: boolean, cwd: string): string[] {
  const end = argv.indexOf('--');
  const before = end < 0 ? argv.slice(1) : argv.slice(1, end);
  const after = end < 0 ? [] : argv.slice(end + 1);
  const files = [...before.filter((argument) => !argument.startsWith('-')), ...after];
  return files
    .slice(packaged ? 0 : 1)
    .map((argument) => pathOf(argument, cwd))
    .filter((path) => path !== undefined);
}

/** File managers of Linux give files as addresses. Other addresses name nothing that can be opened. */
function pathOf(argument: string, cwd: string): string | undefined {
  if (argument === '') return undefined;
  if (/^file:/i.test(argument)) {
    try {
      return fileURLToPath(argument);
    } catch {
      return undefined;
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(argument)) return undefined;
  return isAbsolute(argument) ? argument : resolve(cwd, argument);
}
