import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file in resources/, from source and from the built program alike. */
export function resourceFile(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const path = join(folder, 'resources', name);
    if (existsSync(path)) return outsideArchive(path);
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`The program is incomplete: resources/${name} is missing`);
    folder = parent;
  }
}

/** Of a packed app, the place outside of its archive, which native libraries cannot look into. */
function outsideArchive(path: string): string {
  const outside = path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  return existsSync(outside) ? outside : path;
}
