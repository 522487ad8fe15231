/** The first of some names for a sentence, with “…” where there are more. */
export function listed(names: readonly string[], most = 6): string {
  return names.slice(0, most).join(', ') + (names.length > most ? ', …' : '');
}
