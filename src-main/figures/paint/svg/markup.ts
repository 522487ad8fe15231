/** Text as XML holds it, between tags and within quotes; the replacement character stands for what it cannot hold. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r -\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Attributes as they stand in a tag; undefined ones are left out. */
export function attributes(values: Record<string, string | number | undefined>): string {
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) text += ` ${name}="${escapeXml(String(value))}"`;
  }
  return text;
}

/** Gives names that are unique in a file and valid as XML ids. */
export class Ids {
  readonly #taken = new Set<string>();

  /** @param name anything, such as “Panel A” */
  make(name: string): string {
    const plain = name.normalize('NFKD').replace(/[^\w.-]+/g, '-');
    const trimmed = plain.replace(/^-+|-+$/g, '').toLowerCase() || 'group';
    const start = /^[a-z_]/.test(trimmed) ? trimmed : `g-${trimmed}`;
    let id = start;
    for (let i = 2; this.#taken.has(id); i++) id = `${start}-${i}`;
    this.#taken.add(id);
    return id;
  }
}
