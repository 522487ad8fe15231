import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { DataError } from '../data/errors.ts';
import { fileSource, type ImportSource } from '../formats/index.ts';
import { temporaryFolder } from '../formats/testing.ts';
import { inspectImport, readImport } from '../merge/index.ts';
import type { BadInput } from './badInput.ts';
import { BAD_INPUTS } from './index.ts';
import { badInputTable, type SeenInput } from './table.ts';

const TABLE = join(import.meta.dirname, '../../docs/bad-inputs.md');
const root = temporaryFolder();

const seen: SeenInput[][] = BAD_INPUTS.map(() => []);
let serial = 0;

describe.each(BAD_INPUTS.map((group, index) => ({ ...group, index })))('$title', ({ cases, index }) => {
  it.each(cases)('$what', async (bad) => {
    const folder = join(root, String(serial++));
    mkdirSync(folder);
    const source = asSource(await bad.make(folder));
    const message = bad.outcome === 'refused' ? await refusal(source) : await warning(source, bad);
    expect(message).toMatch(bad.says);
    seen[index].push({ ...bad, message: message.replaceAll(folder, '…') });
  });
});

it('the table in docs shows what is said today', () => {
  const table = badInputTable(BAD_INPUTS.map(({ title }, i) => ({ title, seen: seen[i] })));
  if (process.env['UPDATE_BAD_INPUTS']) writeFileSync(TABLE, table);
  expect(readFileSync(TABLE, 'utf8')).toBe(table);
});

it('there are more than 60, each told apart', () => {
  const names = BAD_INPUTS.flatMap(({ title, cases }) => cases.map(({ what }) => `${title}: ${what}`));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(60);
});

/** Both the preview and the import refuse it, in the same words, with the place and a way out. */
async function refusal(source: ImportSource): Promise<string> {
  const outcome: unknown = await readImport(source).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(DataError);
  const { message, remedy } = outcome as DataError;
  expect(filesOf(source).some((path) => message.includes(path))).toBe(true);
  expect(remedy).not.toBe('');
  expect((await inspectImport(source)).error).toBe(message);
  return message;
}

/** Both the preview and the import say it. */
async function warning(source: ImportSource, { says }: BadInput): Promise<string> {
  const { warnings } = await readImport(source);
  const found = warnings.find((one) => says.test(one));
  expect(found).toBeDefined();
  expect((await inspectImport(source)).warnings).toContain(found);
  return found!;
}

/** Every path of the source; an error about a folder may name a file in it. */
function filesOf({ counts, annotations = [] }: ImportSource): string[] {
  return [...counts.map(({ path }) => path), ...annotations];
}

function asSource(made: string | ImportSource): ImportSource {
  return typeof made === 'string' ? fileSource(made) : made;
}
