import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { expect, it } from 'vitest';

import { fileNameFor, projectName, withProjectExtension } from './projectFile.ts';
import { ProjectFolder } from './projectFolder.ts';

it('makes file names that every system can store', () => {
  expect(fileNameFor('Day 3: α/β cells?')).toBe('Day 3- α-β cells-');
  expect(fileNameFor('  ..hidden.. ')).toBe('hidden');
  expect(fileNameFor('con')).toBe('con_');
  expect(fileNameFor('...')).toBe('Analysis');
  expect([...fileNameFor('🧬'.repeat(300))].length).toBe(120);
});

it('knows a project by its extension, whatever its case', () => {
  expect(projectName('/p/Gut.RNAvelocity')).toBe('Gut');
  expect(withProjectExtension('/p/Gut.RNAvelocity')).toBe('/p/Gut.RNAvelocity');
  expect(withProjectExtension('/p/v1.2')).toBe('/p/v1.2.rnavelocity');
});

it('proposes a name that is free, in a folder that is made', async () => {
  const documents = mkdtempSync(join(tmpdir(), 'documents-'));
  const projects = new ProjectFolder(documents);
  expect(await projects.freePath('Gut')).toBe(join(documents, 'RNAVelocity', 'Gut.rnavelocity'));
  writeFileSync(join(documents, 'RNAVelocity', 'Gut.rnavelocity'), '');
  expect(basename(await projects.freePath('Gut'))).toBe('Gut 2.rnavelocity');
  rmSync(documents, { recursive: true });
});
