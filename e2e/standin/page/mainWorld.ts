/**
 * Lets a page `fetch('scheme://host/…')` the app's own schemes, which a plain browser does not know.
 *
 * This function refers to nothing outside itself, since its source text is run inside pages.
 */
export function serveSchemesToFetch(schemes: string[]): void {
  const original = window.fetch.bind(window);
  const known = new Set(schemes.map((scheme) => `${scheme}:`));
  const toServed = (address: string): string => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !known.has(url.protocol)) return address;
    const host = address.slice(url.protocol.length + 2).split(/[/?#]/, 1)[0];
    const rest = address.slice(url.protocol.length + 2 + host.length);
    return `http://${host}.${url.protocol.slice(0, -1)}.localhost${rest}`;
  };
  window.fetch = (input, init) =>
    input instanceof Request ? original(input, init) : original(toServed(String(input)), init);
}
