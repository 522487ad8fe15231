/** A name as it may stand in a line of text: line breaks, tabs and other control characters become blanks. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
