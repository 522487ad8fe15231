/** Makes names unique, adding a warning where that was needed. */
export function uniqueNames(given: string[], what: string, warnings: string[]): string[] {
  const { names, changed, example } = makeUnique(given);
  if (changed > 0)
    warnings.push(
      `${changed} ${changed === 1 ? what.replace(/s$/, ' repeats another') : `${what} repeat others`} (e.g. “${example}”); ` +
        `repeats were renamed “${example}-1”, ….`,
    );
  return names;
}

/**
 * Makes names unique as anndata does: the second `A` becomes `A-1`, the third `A-2`, skipping names that exist.
 * Returns the names and how many were changed.
 */
export function makeUnique(names: readonly string[]): { names: string[]; changed: number; example?: string } {
  const taken = new Set(names);
  if (taken.size === names.length) return { names: [...names], changed: 0 };
  const seen = new Set<string>();
  const next = new Map<string, number>();
  let changed = 0;
  let example: string | undefined;
  const unique = names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let suffix = next.get(name) ?? 1;
    while (taken.has(`${name}-${suffix}`)) suffix++;
    next.set(name, suffix + 1);
    const renamed = `${name}-${suffix}`;
    taken.add(renamed);
    changed++;
    example ??= name;
    return renamed;
  });
  return { names: unique, changed, example };
}
