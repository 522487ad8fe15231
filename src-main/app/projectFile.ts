import { basename, extname } from 'node:path';

/** The extension of project files, with its dot. */
export const PROJECT_EXTENSION = '.rnavelocity';

const LONGEST = 120;
/** Names that Windows keeps for devices, whatever their extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export function isProjectFile(path: string): boolean {
  return extname(path).toLowerCase() === PROJECT_EXTENSION;
}

/** A project's name as users see it: that of its file, without the extension. */
export function projectName(path: string): string {
  return isProjectFile(path) ? basename(path, extname(path)) : basename(path);
}

/** `path` as the path of a project file. */
export function withProjectExtension(path: string): string {
  return isProjectFile(path) ? path : path + PROJECT_EXTENSION;
}

/** A file's name, without extension, for a project of that name: it can be stored on Windows, macOS and Linux alike. */
export function fileNameFor(name: string): string {
  const cleaned = [...name]
    .map((character) => (character < ' ' || '<>:"/\\|?*\u007f'.includes(character) ? '-' : character))
    .slice(0, LONGEST)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (cleaned === '') return 'Analysis';
  return DEVICES.test(cleaned) ? `${cleaned}_` : cleaned;
}
