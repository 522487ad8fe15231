/**
 * Barcodes that repeat (several samples put below each other) are often made unique by a number: `AAAC-1`, `AAAC-1-1`. Gives
 * such names as they were, if `others` do not write them that way, too: then only a sample can tell them apart.
 */
export function undoRenaming(names: string[], others: readonly string[]): string[] {
  const known = new Set(names);
  const baseOf = (name: string): string | undefined => {
    const base = /^(.+)-\d{1,3}$/.exec(name)?.[1];
    return base !== undefined && known.has(base) ? base : undefined;
  };
  const renamed = new Set(names.filter((name) => baseOf(name) !== undefined));
  if (renamed.size === 0 || others.some((name) => renamed.has(name))) return names;
  return names.map((name) => baseOf(name) ?? name);
}
