import { expect, test } from 'vitest';
import { inlineHtml } from '../../../src/components/inline-text.ts';

test.each([
  ['o `flat` de *uma* função', 'o <code>flat</code> de <em>uma</em> função'],
  ['`a*b*c` fica como está', '<code>a*b*c</code> fica como está'],
  ['a < b && c', 'a &lt; b &amp;&amp; c'],
  ['`Map<string>`', '<code>Map&lt;string></code>'],
])('%s', (text, html) => {
  expect(inlineHtml(text)).toBe(html);
});
