import type { Column } from '../data/dataset.ts';
import { saySame } from './rows.ts';

/**
 * Adds columns to a table. A column with a name that is taken takes its place; the one that was there is kept under another
 * name (by default with `_earlier` behind it), with a warning. Where both say the same, one is kept.
 *
 * @param from where the new columns are from, for the warning.
 */
export function joinTables(
  table: Readonly<Record<string, Column>>,
  added: Readonly<Record<string, Column>>,
  {
    rows,
    from,
    warnings,
    renamed,
  }: {
    rows: number;
    from: string;
    warnings: string[];
    renamed?: ReadonlyMap<string, string>;
  },
): Record<string, Column> {
  const joined = new Map(Object.entries(table));
  for (const [name, column] of Object.entries(added)) {
    const earlier = joined.get(name);
    joined.set(name, column);
    if (!earlier || saySame(earlier, column, rows)) continue;
    const free = freeName(renamed?.get(name) ?? `${name}_earlier`, (one) => joined.has(one) || one in added);
    joined.set(free, earlier);
    warnings.push(
      `“${name}” of ${from} takes the place of the column of that name, which is kept as “${free}”.`,
    );
  }
  return Object.fromEntries(joined);
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let n = 2;
  while (isTaken(`${name}_${n}`)) n++;
  return `${name}_${n}`;
}
