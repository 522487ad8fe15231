import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { migrate, SCHEMA_VERSION } from './schema.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/project-file.md'), 'utf8');
const database = new SqliteDatabase(':memory:');
migrate(database);
const tables = database
  .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
  .pluck()
  .all() as string[];

describe('the description of the project file', () => {
  it('names the version of the schema', () => {
    expect(text).toMatch(new RegExp(`version of the schema, now\\s+${SCHEMA_VERSION}\\)`));
  });

  it.each(tables)('describes every column of %s, and no other', (table) => {
    const section = text
      .split('\n### ')
      .find((candidate) => candidate.split(':')[0].includes(`\`${table}\``));
    expect(section, 'a section of its own').toBeDefined();
    const described = section!
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...line.split('|')[1].matchAll(/`(\w+)`/g)].map((match) => match[1]));
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
    expect(described.sort()).toEqual(columns.sort());
  });

  it('has examples that the schema answers', () => {
    const queries = [...text.matchAll(/"(SELECT[^"]+)"/g)].map((match) => match[1]);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(database.prepare(query).all()).toEqual([]);
  });
});
