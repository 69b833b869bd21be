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

test('two asterisks are weight, one is emphasis, and code keeps its own', () => {
  expect(inlineHtml('quando **não voltava**, e *quanto*')).toBe(
    'quando <strong>não voltava</strong>, e <em>quanto</em>',
  );
  expect(inlineHtml('`2 ** 8` é 256')).toBe('<code>2 ** 8</code> é 256');
});
