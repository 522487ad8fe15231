import type { CategoryEdit } from '../../src-main/ipc/types.ts';
import type { Category } from '../../src-main/views/contract.ts';

/** What of a column's categories differs from the data after an edit; colours that were set before stay set. */
export function categoryEdit(before: readonly Category[], after: readonly Category[]): CategoryEdit {
  const names: Record<string, string> = {};
  const colors: Record<string, string> = {};
  after.forEach(({ name, label, color }, place) => {
    if (label !== name || before[place].label !== label) names[name] = label;
    if (color !== null) colors[name] = color;
  });
  return { names, colors, hidden: after.filter(({ hidden }) => hidden).map(({ name }) => name) };
}
