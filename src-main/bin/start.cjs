// Starts the built app in Electron, or says why it cannot start here. Plain CommonJS: it must run on any Node.
'use strict';

const { spawn } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const main = () => {
  const given = process.argv.slice(2);
  const here = {
    electron: electronFile(),
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    sandboxWorks: process.platform !== 'linux' || sandboxWorks(),
    given,
  };

  const reason = obstacle(here);
  if (reason) {
    process.stderr.write(`RNAVelocity cannot start here.\n\n${reason}\n`);
    process.exitCode = 1;
  } else {
    const child = spawn(here.electron, [root, ...given], { stdio: 'inherit' });
    child.on('error', (error) => {
      process.stderr.write(
        `RNAVelocity cannot start here.\n\n${here.electron} could not be run: ${error.message}\n`,
      );
      process.exitCode = 1;
    });
    child.on('exit', (code, signal) => {
      if (signal) process.stderr.write(`RNAVelocity was ended by ${signal}.\n`);
      process.exitCode = code ?? 1;
    });
  }
};

/** Why Electron cannot start, and what to do; nothing where it can. */
const obstacle = ({ electron, platform, env, isRoot, sandboxWorks, given }) => {
  if (!existsSync(join(root, 'out', 'main', 'index.js')))
    return 'The program is not built yet. Run “npm run build” first; “npm start” does both.';
  if (!electron)
    return [
      'The Electron executable is not here: npm installs it by a download, which has not happened or did not succeed.',
      'With a connection to the internet, run “npx install-electron”, then “npm start” again.',
      'Where Electron was unpacked by hand, set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
      'Without Electron the command line works all the same: “npx rnavelocity --help”.',
    ].join('\n');
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return [
      'There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.',
      'Start it from a desktop, connect with “ssh -X”, or use a virtual display: “xvfb-run -a npm start”.',
    ].join('\n');
  if (given.includes('--no-sandbox')) return undefined;
  if (platform === 'linux' && isRoot)
    return [
      'Electron does not run as root, because its sandbox cannot.',
      'Start it as another user. In a container of your own, “npm start -- --no-sandbox” runs it unprotected.',
    ].join('\n');
  if (!sandboxWorks)
    return [
      'This system lets no ordinary program use user namespaces, which the sandbox of Electron needs.',
      `Give its helper the right once: sudo chown root "${helperFile()}" && sudo chmod 4755 "${helperFile()}"`,
    ].join('\n');
  return undefined;
};

/** The executable, where it was downloaded. Asking the package itself would start the download. */
const electronFile = () => {
  const name = textOf(join(root, 'node_modules', 'electron', 'path.txt')) ?? nameOfExecutable();
  const file = join(distribution(), name);
  return existsSync(file) ? file : undefined;
};

const nameOfExecutable = () => {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
};

const distribution = () => {
  return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist');
};

const helperFile = () => {
  return join(distribution(), 'chrome-sandbox');
};

/** Linux only: whether the sandbox can use user namespaces or else its setuid helper. */
const sandboxWorks = () => {
  const restricted =
    textOf('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    textOf('/proc/sys/kernel/unprivileged_userns_clone') === '0';
  if (!restricted) return true;
  try {
    const { uid, mode } = statSync(helperFile());
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
};

const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

main();
