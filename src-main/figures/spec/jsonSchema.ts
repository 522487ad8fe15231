import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { toJsonSchema } from '@valibot/to-json-schema';

import { figureSchema } from './figure.ts';

export const SCHEMA_FILE = join(import.meta.dirname, '../../../docs/figure.schema.json');

/** The JSON schema of a figure as it may be written; what has a default may be left out. */
export function figureJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = toJsonSchema(figureSchema, {
    typeMode: 'input',
    target: 'draft-07',
    // Every number in JSON is finite; what forms show stands in titles and descriptions already.
    ignoreActions: ['finite', 'metadata'],
  });
  return {
    $schema,
    title: 'Figure of RNAVelocity',
    description:
      'What a figure is made of: `{"panels": [{"kind": "embedding"}]}` is one. See docs/figures.md.',
    ...schema,
  };
}

// `npm run figure-schema`
if (import.meta.main) writeFileSync(SCHEMA_FILE, `${JSON.stringify(figureJsonSchema(), null, 2)}\n`);
