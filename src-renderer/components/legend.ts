/** Which categories of a legend are hidden; every change gives a new set. */
export type Hidden = ReadonlySet<number>;

/** Hides the category or shows it again. The last one shown cannot be hidden: hiding it shows all. */
export function toggled(hidden: Hidden, category: number, count: number): Hidden {
  const next = new Set(hidden);
  if (!next.delete(category)) next.add(category);
  return next.size === count ? new Set() : next;
}

/** Shows the category alone; once more, all of them. */
export function isolated(hidden: Hidden, category: number, count: number): Hidden {
  const alone = hidden.size === count - 1 && !hidden.has(category);
  if (alone) return new Set();
  return new Set(Array.from({ length: count }, (_, c) => c).filter((c) => c !== category));
}
