import * as v from 'valibot';

import { label } from './annotations.ts';
import { nameSchema } from './names.ts';

const color = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i));

export const categoryEditSchema = v.strictObject({
  /** Category as in the data → the name shown in its place. */
  names: v.optional(v.record(label, nameSchema)),
  /** Category as in the data → #rrggbb. */
  colors: v.optional(v.record(label, color)),
  /** Categories that are not drawn. */
  hidden: v.optional(v.array(label)),
});

/** What the user changed about a column of categories; the data underneath stays as it was read or computed. */
export type CategoryEdit = v.InferOutput<typeof categoryEditSchema>;
