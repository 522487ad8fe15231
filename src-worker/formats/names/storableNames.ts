/**
 * The entries of a record under names that a file can hold as the names of its parts: HDF5 takes a slash for a folder,
 * and a name that the format itself needs is not free.
 *
 * @param reserved names that the format, or something beside these entries, has taken
 */
export function storableNames<T>(
  entries: Readonly<Record<string, T>>,
  reserved: readonly string[],
): Record<string, T> {
  const taken = new Set(reserved);
  const out: Record<string, T> = {};
  for (const [name, value] of Object.entries(entries)) {
    let safe = name.replaceAll('/', '_');
    while (
      safe === '' ||
      safe === '.' ||
      taken.has(safe) ||
      safe in out ||
      (safe !== name && safe in entries)
    )
      safe += '_';
    out[safe] = value;
  }
  return out;
}
