/**
 * A plain browser knows no schemes of an app, so pages are served over HTTP on this machine, each `scheme://host` as an origin of its
 * own: `app://rnavelocity/index.html` is `http://rnavelocity.app.localhost/index.html`. Browsers send every name
 * under localhost to this machine and treat it as secure.
 */

/** The address a page gets for an app's address; others come back unchanged. */
export function toServed(address: string, schemes: Iterable<string>): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address);
  if (!parts) return address;
  const [, scheme, host, rest] = parts;
  if (![...schemes].includes(scheme.toLowerCase())) return address;
  return `http://${originName(scheme.toLowerCase(), host)}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

/** The app's address for a page's address; others come back unchanged. */
export function fromServed(address: string): string {
  const parts = /^http:\/\/([^/?#:]+)\.([^/?#:.]+)\.localhost(\/.*)?$/s.exec(address);
  if (!parts) return address;
  return `${parts[2]}://${parts[1] === noHost ? '' : parts[1]}${parts[3] ?? '/'}`;
}

/**
 * The content security policy a page gets: sources named by scheme (`app:`) or by host (`app://rnavelocity`) are replaced by
 * where they are served; all else, 'self' among it, means the same on both sides.
 */
export function toServedPolicy(policy: string, schemes: Iterable<string>): string {
  const known = [...schemes];
  return policy.replace(/[^\s;,]+/g, (source) => {
    const scheme = known.find((name) => source === `${name}:`);
    if (scheme) return `http://*.${scheme}.localhost`;
    const served = toServed(source, known);
    return served === source || source.replace(/^[^/]*\/\//, '').includes('/') ? served : served.slice(0, -1);
  });
}

const noHost = 'no-host';

function originName(scheme: string, host: string): string {
  return `${host || noHost}.${scheme}.localhost`;
}
