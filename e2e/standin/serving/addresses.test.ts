import { describe, expect, it } from 'vitest';

import { fromServed, toServed, toServedPolicy } from './addresses.ts';

const schemes = ['app', 'file'];

describe('addresses of served pages', () => {
  it.each([
    ['app://rnavelocity/index.html?a=1#b', 'http://rnavelocity.app.localhost/index.html?a=1#b'],
    ['app://rnavelocity/', 'http://rnavelocity.app.localhost/'],
    ['file:///tmp/a%20b.html', 'http://no-host.file.localhost/tmp/a%20b.html'],
  ])('%s goes there and back', (address, served) => {
    expect(toServed(address, schemes)).toBe(served);
    expect(fromServed(served)).toBe(address);
  });

  it('leaves other addresses alone', () => {
    for (const address of ['https://example.org/a', 'about:blank', 'http://localhost:5173/', 'text'])
      expect([toServed(address, schemes), fromServed(address)]).toEqual([address, address]);
  });

  it('replaces only the app’s own sources in a policy', () => {
    const policy =
      "default-src 'none'; connect-src 'self' app: app://data https://example.org; img-src data:";
    expect(toServedPolicy(policy, schemes)).toBe(
      "default-src 'none'; connect-src 'self' http://*.app.localhost http://data.app.localhost https://example.org; img-src data:",
    );
  });
});
