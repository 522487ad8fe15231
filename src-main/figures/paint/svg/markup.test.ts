import { expect, it } from 'vitest';

import { attributes, escapeXml, Ids } from './markup.ts';

it('text is escaped, and what XML cannot hold is replaced', () => {
  expect(escapeXml('a < b & "c" > 😀\n')).toBe('a &lt; b &amp; &quot;c&quot; &gt; 😀\n');
  expect(escapeXml('\u0000\u001b\ud800\uffff')).toBe('\ufffd\ufffd\ufffd\ufffd');
});

it('attributes without a value are left out', () => {
  expect(attributes({ x: 1, y: undefined, name: '"' })).toBe(' x="1" name="&quot;"');
});

it('ids are unique and valid whatever the names are', () => {
  const ids = new Ids();
  expect(['Panel A', 'panel a', '図', '3 × 4', '-', 'Größe'].map((name) => ids.make(name))).toEqual([
    'panel-a',
    'panel-a-2',
    'group',
    'g-3-4',
    'group-2',
    'gro-e',
  ]);
});
