import { fileURLToPath } from 'node:url';

import { openReference, type Reference } from './reference.ts';

/** The reference in resources/, found from the source tree: for tests. The caller closes it. */
export function openBundledReference(): Promise<Reference> {
  const file = '../../resources/reference/dentategyrus_100obs.scvelo.h5ad';
  return openReference(fileURLToPath(new URL(file, import.meta.url)));
}
