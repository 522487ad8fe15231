import { extname } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';
import { FIGURE_FORMATS, type FigureFormat } from './formats.ts';

/** How the names of such files end. */
const ENDINGS: Readonly<Record<string, FigureFormat>> = {
  '.svg': 'svg',
  '.pdf': 'pdf',
  '.png': 'png',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

/** The format that a file's name asks for by its ending. @throws DataError where the ending is of none. */
export function figureFormatOf(path: string): FigureFormat {
  const ending = extname(path).toLowerCase();
  const format = ENDINGS[ending];
  if (format) return format;
  throw new DataError(
    ending === ''
      ? 'the name has no ending that says what to write.'
      : `figures are not written as ${ending}.`,
    { file: path },
    `Give a name that ends in ${Object.keys(ENDINGS).join(', ')} (${FIGURE_FORMATS.map((one) => one.toUpperCase()).join(', ')}).`,
  );
}
