import { describe, expect, test } from 'vitest';
import { OptionError } from '#pprof/errors.ts';
import { compileRegexp, quoteRegexp } from '#pprof/regexp.ts';

/** Expected answers are Go's, tried with `regexp.MatchString`. */
test.each([
  ['(?i)READ', 'bufio.read', true],
  ['a(?i)b|c', 'aB', true],
  ['a(?i)b|c', 'C', true],
  ['(?i:a)b', 'AB', false],
  ['(?-i:a)', 'A', false],
  ['(?P<nome>x+)', 'xx', true],
  ['(?<nome>x+)', 'xx', true],
  [String.raw`\Aab\z`, 'ab', true],
  [String.raw`\Aab\z`, 'ab\n', false],
  ['^b$', 'a\nb\nc', false],
  ['(?m)^b$', 'a\nb\nc', true],
  ['(?m)^b$', 'a\r\nb\r\nc', false],
  ['a.b', 'a\u2028b', true],
  ['a.b', 'a\nb', false],
  ['(?s)a.b', 'a\nb', true],
  ['[[:digit:]]+x', '12x', true],
  ['[^[:alpha:]]', 'abc', false],
  ['[[:^alpha:]]', 'abc1', true],
  [String.raw`[\d\-x]`, '-', true],
  [String.raw`[^\D]`, 'a', false],
  [String.raw`[\Da]`, '5', false],
  [String.raw`\w`, 'é', false],
  [String.raw`\s`, '\u00a0', false],
  [String.raw`\bmain\b`, 'x.main(1)', true],
  [String.raw`\bé`, 'é', false],
  [String.raw`\Q(*Cart).Add\E$`, 'shop.(*Cart).Add', true],
  [String.raw`\x41\x{1F6D2}`, 'A🛒', true],
  [String.raw`\101`, 'A', true],
  [String.raw`\pL\P{L}`, 'a1', true],
  [String.raw`\p{Greek}`, 'λ', true],
  [String.raw`\p{^Greek}`, 'λ', false],
  ['a{2}', 'aa', true],
  ['a{,2}', 'a{,2}', true],
  ['a{', 'a{', true],
  ['}]', '}]', true],
  ['x*?y', 'xxy', true],
  ['(?U)x+', 'x', true],
  ['a||b', '', true],
  ['^*', 'q', true],
  [String.raw`\_`, '_', true],
  [']', ']', true],
  ['[]a]', ']', true],
])('%s on %s: %s', (pattern, text, matches) => {
  expect(compileRegexp(pattern, 'focus').test(text)).toBe(matches);
});

test.each([
  ['(', 'missing closing ): `(`'],
  ['a)', 'unexpected ): `a)`'],
  ['[a', 'missing closing ]: `[a`'],
  ['*a', 'missing argument to repetition operator: `*`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?<!a)', 'invalid or unsupported Perl syntax: `(?<!`'],
  [String.raw`(a)\1`, String.raw`invalid escape sequence: ` + '`\\1`'],
  [String.raw`\y`, String.raw`invalid escape sequence: ` + '`\\y`'],
  ['[b-a]', 'invalid character class range: `b-a`'],
  ['[[:nada:]]', 'invalid character class range: `[:nada:]`'],
  ['a\\', 'trailing backslash at end of expression'],
])('%s is refused in the words of Go', (pattern, reason) => {
  expect(() => compileRegexp(pattern, 'focus')).toThrow(
    new OptionError('bad-regexp', `parsing focus regexp: error parsing regexp: ${reason}`),
  );
});

describe('quoting', () => {
  test('makes a name match itself, whatever it is made of', () => {
    for (const name of ['(*Cart).Add', 'f[...]', 'a|b', '{x}', '^$', 'a\\b', 'é🛒']) {
      expect(compileRegexp(`^${quoteRegexp(name)}$`, 'focus').test(name)).toBe(true);
    }
  });
});
