/** The fields of one row. */
export interface Fields {
  texts: string[];
  /** Which of them stood in quotes; nothing where none did. */
  quoted?: boolean[];
}

const QUOTE = '"';

/**
 * Takes a row apart at its delimiter; a field may stand in quotes, in which a quote is doubled (RFC 4180, R's
 * write.csv) or follows a backslash (R's write.table). Blanks around a field are left out.
 *
 * Nothing is returned where a quote stays open, as the row goes on in the next line then.
 */
export function splitFields(row: string, delimiter: string): Fields | undefined {
  if (!row.includes(QUOTE)) return { texts: row.split(delimiter).map((text) => text.trim()) };
  const texts: string[] = [];
  const quoted: boolean[] = [];
  let at = 0;
  for (;;) {
    const start = skipBlanks(row, at, delimiter);
    if (row[start] !== QUOTE) {
      const end = row.indexOf(delimiter, at);
      texts.push(row.slice(at, end < 0 ? row.length : end).trim());
      quoted.push(false);
      if (end < 0) return { texts, quoted };
      at = end + 1;
      continue;
    }
    const close = closingQuote(row, start + 1, delimiter);
    if (close < 0) return undefined;
    const end = row.indexOf(delimiter, close + 1);
    const inside = row
      .slice(start + 1, close)
      .replaceAll('""', QUOTE)
      .replaceAll('\\"', QUOTE);
    texts.push((inside + row.slice(close + 1, end < 0 ? row.length : end)).trim());
    quoted.push(true);
    if (end < 0) return { texts, quoted };
    at = end + 1;
  }
}

/** Where the quote that ends a field stands, or −1. */
function closingQuote(row: string, from: number, delimiter: string): number {
  const ends = (at: number): boolean => at + 1 === row.length || row[at + 1] === delimiter;
  for (let at = row.indexOf(QUOTE, from); at >= 0; at = row.indexOf(QUOTE, at + 1)) {
    const escaped = at > from && row[at - 1] === '\\';
    const doubled = row[at + 1] === QUOTE;
    // A backslash escapes a quote, but a field may also end in one.
    if (escaped && doubled && ends(at + 1)) return at + 1;
    if (doubled) at++;
    else if (!escaped || ends(at)) return at;
  }
  return -1;
}

function skipBlanks(row: string, from: number, delimiter: string): number {
  let at = from;
  while (row[at] === ' ' && delimiter !== ' ') at++;
  return at;
}
