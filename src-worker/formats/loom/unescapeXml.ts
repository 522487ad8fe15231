const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LAST_CODE_POINT = 0x10ffff;

/** Text with its XML entities (`&#946;`, `&#x3b2;`, `&amp;`) replaced by what they stand for; others stay. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? entity;
      const code = decimal === undefined ? parseInt(hex!, 16) : parseInt(decimal, 10);
      return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity;
    },
  );
}
