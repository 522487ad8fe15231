/**
 * Text as loompy writes it, the counterpart of `unescapeXml`: what is not ASCII becomes an XML entity, since loompy
 * drops such letters when it reads; an ampersand becomes one where it would be read as the start of another.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/&(?=[#\w])/g, '&amp;')
    .replace(/[^\0-\x7f]/gu, (letter) => `&#${letter.codePointAt(0)!};`);
}
