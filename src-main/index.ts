import { join } from 'node:path';

import { app, protocol } from 'electron';

import { filesFromArgv } from './app/argv.ts';
import { Program } from './app/program.ts';
import { SCHEME } from './app/protocol.ts';

const here = import.meta.dirname;

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

// Ties windows to the installed program's icon in the taskbar; the same id as in electron-builder.yml.
app.setAppUserModelId('org.rnavelocity.app');
const files = filesFromArgv(process.argv, app.isPackaged, process.cwd());
if (app.requestSingleInstanceLock({ files })) run();
else app.quit();

function run(): void {
  let program: Program | undefined;

  app.on('second-instance', (_event, argv, folder, given) => {
    const paths = filesGiven(given) ?? filesFromArgv(argv, app.isPackaged, folder);
    if (paths.length > 0) void program?.open(paths);
    else program?.show();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (program) void program.open([path]);
    else files.push(path);
  });
  app.on('activate', () => {
    program?.show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (!program || program.isIdle) return;
    event.preventDefault();
    void quit(program);
  });

  void app.whenReady().then(() => {
    program = new Program({ preload: join(here, '../preload/preload.cjs'), page: join(here, '../renderer') });
    return program.start(files);
  });
}

async function quit(program: Program): Promise<void> {
  if (!(await program.mayQuit())) return;
  await program.closeAll().finally(() => {
    app.quit();
  });
}

/** The files that the other launch was given, from the launch itself: its command line may have been rearranged on the way. */
function filesGiven(given: unknown): string[] | undefined {
  const { files: paths } = (given ?? {}) as { files?: unknown };
  return Array.isArray(paths) && paths.every((path) => typeof path === 'string') ? paths : undefined;
}
