import { test } from '../../fixtures.ts';

test('bears no kind', () => undefined);

test.skip('is skipped', { tag: '@both' }, () => undefined);
