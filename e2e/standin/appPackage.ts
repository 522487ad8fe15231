import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';

import { extractAll } from '@electron/asar';

/** An app to run: its folder, its package.json and whether it lies as an installed app does. */
export interface AppPackage {
  folder: string;
  name: string;
  productName: string;
  version: string;
  /** The file of the main process, absolute. */
  main: string;
  isPackaged: boolean;
  /** `process.resourcesPath` */
  resources: string;
  /** Removes what was unpacked. */
  dispose: () => void;
}

/**
 * Opens the app at a path, which is a folder with a package.json, an `app.asar`, or a folder of an installed app or its
 * `resources` with an `app.asar` inside.
 */
export function openAppPackage(path: string): AppPackage {
  const archive = archiveAt(resolve(path));
  return archive ? openArchive(archive) : openFolder(resolve(path));
}

function archiveAt(path: string): string | undefined {
  if (basename(path) === 'app.asar') return path;
  return [join(path, 'app.asar'), join(path, 'resources', 'app.asar')].find((file) => existsSync(file));
}

function openFolder(folder: string): AppPackage {
  return describe(folder, false, join(folder, 'resources'), () => undefined);
}

/**
 * Plain Node cannot read inside an archive as Electron does, so its files are laid out in a folder, unpacked ones among them.
 * The folder is named `app.asar` and stands beside `app.asar.unpacked` in a folder of its own: code that
 * replaces one name by the other finds its file in both.
 */
function openArchive(archive: string): AppPackage {
  if (!statSync(archive).isFile()) throw new Error(`${archive} is not an archive.`);
  const place = mkdtempSync(join(tmpdir(), 'standin-packaged-'));
  const folder = join(place, 'app.asar');
  extractAll(archive, folder);
  const unpacked = `${archive}.unpacked`;
  if (existsSync(unpacked)) symlinkSync(unpacked, join(place, 'app.asar.unpacked'), 'dir');
  return describe(folder, true, dirname(archive), () => {
    rmSync(place, { recursive: true, force: true });
  });
}

function describe(folder: string, isPackaged: boolean, resources: string, dispose: () => void): AppPackage {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new Error(`${folder} holds no app: it has neither package.json nor app.asar.`);
  const { name, productName, version, main } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    string
  >;
  const entry = join(folder, main ?? 'index.js');
  if (!existsSync(entry))
    throw new Error(`The app's main file ${entry} does not exist. Build the app first.`);
  return {
    folder,
    name,
    productName: productName ?? name,
    version: version ?? '0.0.0',
    main: entry,
    isPackaged,
    resources,
    dispose,
  };
}
