import { dirname, join } from 'node:path';

import { DataError } from '../../../src-worker/data/errors.ts';
import { EXPORT_ENDINGS, type ExportKind } from '../exportKind.ts';
import { fileNameFor } from '../projectFile.ts';
import { exists } from '../projectFolder.ts';
import type { Caller, Services } from './handler.ts';

/**
 * Asks where something of that name shall be written; undefined where the user thought better.
 *
 * @throws DataError where there is something that the dialog did not ask about.
 */
export async function placeForExport(
  { dialogs, preferences, projects }: Services,
  caller: Caller,
  name: string,
  kind: ExportKind,
): Promise<string | undefined> {
  const near = caller.project ? dirname(caller.project.path) : await projects.ensure();
  const proposed = join(preferences.folder('export') ?? near, fileNameFor(name) + EXPORT_ENDINGS[kind][0]);
  const place = await dialogs.exportFile(caller.id, proposed, kind);
  if (!place) return undefined;
  const { path, replace } = place;
  if (!replace && (await exists(path)))
    throw new DataError(
      'there is something of that name already.',
      { file: path },
      'Choose another name, or choose that one in the dialog to replace it.',
    );
  return path;
}
