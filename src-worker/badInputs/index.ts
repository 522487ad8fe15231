import type { BadInputGroup } from './badInput.ts';
import { folderCases } from './folderCases.ts';
import { foreignCases } from './foreignCases.ts';
import { h5adCases } from './h5adCases.ts';
import { loomCases } from './loomCases.ts';
import { mergeCases } from './mergeCases.ts';
import { tableCases } from './tableCases.ts';

/** Every bad input that the tests know. */
export const BAD_INPUTS: readonly BadInputGroup[] = [
  h5adCases,
  loomCases,
  folderCases,
  tableCases,
  mergeCases,
  foreignCases,
];
