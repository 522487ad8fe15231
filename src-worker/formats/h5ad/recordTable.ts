import type { Column } from '../../data/dataset.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { readRecords } from '../hdf5/records.ts';
import { categoryNames, cleanCodes, withColors } from './categories.ts';
import type { Table } from './table.ts';

/**
 * A table stored as one array of records, as anndata did before version 0.7: the index is the field `index`, and
 * categories lie in `uns/<column>_categories`.
 */
export function readRecordTable(file: Hdf5File, table: 'obs' | 'var'): Table {
  const fields = readRecords(file, table);
  const indexField = fields.find(({ name }) => name === 'index' || name === '_index');
  if (indexField?.kind !== 'strings')
    throw file.error(
      table,
      `the table “${table}” has no index, so its rows have no names.`,
      'Write the file again with anndata.',
    );
  const columns: Record<string, Column> = {};
  const warnings: string[] = [];
  for (const field of fields) {
    if (field === indexField) continue;
    if (field.kind === 'strings') columns[field.name] = { kind: 'strings', values: field.values };
    else if (field.kind === 'unknown' || field.width !== 1)
      warnings.push(`Column “${field.name}” of ${table} is of a kind that is not read (it was left out).`);
    else columns[field.name] = numericColumn(file, field);
  }
  return { index: indexField.values, columns, warnings };
}

function numericColumn(
  file: Hdf5File,
  field: { name: string; values: ArrayLike<number>; boolean: boolean },
): Column {
  const categories = `uns/${field.name}_categories`;
  if (file.kind(categories) === 'array') {
    const names = categoryNames(file, categories);
    const codes = cleanCodes(field.values, names.length);
    return withColors(file, field.name, { kind: 'categorical', codes, categories: names });
  }
  if (field.boolean) return { kind: 'booleans', values: Uint8Array.from(field.values) };
  return { kind: 'numbers', values: Float64Array.from(field.values) };
}
