/** At most this many names are suggested. */
const MOST = 3;

/**
 * The names that a mistyped one may stand for, the likeliest first: those that differ in upper and lower case only or, where there
 * are none, that start with it or
 * are the start of it, or that differ in one or two letters.
 */
export function nearNames(wanted: string, names: readonly string[]): string[] {
  const asked = wanted.trim().toLowerCase();
  if (asked === '') return [];
  const allowed = asked.length <= 3 ? 1 : 2;
  const found: { name: string; distance: number }[] = [];
  for (const name of names) {
    const distance = distanceOf(asked, name.toLowerCase(), allowed);
    if (distance <= allowed) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || a.name.length - b.name.length);
  const same = found.filter(({ distance }) => distance === 0);
  return (same.length > 0 ? same : found).slice(0, MOST).map(({ name }) => name);
}

/** “Did you mean …?”; nothing where no name is near. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const near = nearNames(wanted, names).map((name) => `“${name}”`);
  if (near.length === 0) return '';
  return `Did you mean ${near.length === 1 ? near[0] : `${near.slice(0, -1).join(', ')} or ${near[near.length - 1]}`}?`;
}

/** Letters to change, with the rest of a longer name that starts alike counted as little. */
function distanceOf(asked: string, name: string, most: number): number {
  if (name === asked) return 0;
  if (asked.length >= 2 && (name.startsWith(asked) || (name.length >= 3 && asked.startsWith(name))))
    return 0.9;
  return Math.abs(name.length - asked.length) > most ? Infinity : levenshtein(asked, name);
}

/** The least number of letters put in, left out or replaced (Levenshtein 1966). */
function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    above = row;
  }
  return above[b.length];
}
