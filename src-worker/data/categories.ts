import type { CategoricalArray } from './arrays.ts';

/** The same labels without the categories that no item has; colours stay with their categories. */
export function usedCategories(column: CategoricalArray): CategoricalArray {
  const { codes, categories, colors } = column;
  const used = new Set(codes);
  const kept = [...categories.keys()].filter((code) => used.has(code));
  if (kept.length === categories.length) return column;
  const place = new Map(kept.map((code, i) => [code, i]));
  return {
    kind: 'categorical',
    codes: codes.map((code) => place.get(code) ?? -1),
    categories: kept.map((code) => categories[code]),
    ...(colors && { colors: kept.map((code) => colors[code]) }),
  };
}
