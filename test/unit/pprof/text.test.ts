import { expect, test } from 'vitest';
import { compareUtf8, padLeft, padRight } from '#pprof/text.ts';
import { basePath, cleanPath, trimPath } from '#pprof/path.ts';

test('strings are ordered by their UTF-8 bytes', () => {
  const words = ['', 'a', 'ab', 'é', '\uE000', '\uFFFD', '🛒', '𐀀', 'Z'];
  const byBytes = words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(words.toSorted(compareUtf8)).toEqual(byBytes);
});

test('padding counts code points', () => {
  expect(padLeft('🛒', 3)).toBe('  🛒');
  expect(padRight('é', 3)).toBe('é  ');
  expect(padLeft('longer', 3)).toBe('longer');
});

test.each([
  ['', '.'],
  ['a//b/./c/..', 'a/b'],
  ['/../a', '/a'],
  ['../../a', '../../a'],
  ['/', '/'],
  ['a/..', '.'],
])('%s is cleaned to %s', (path, clean) => {
  expect(cleanPath(path)).toBe(clean);
});

test.each([
  ['/usr/lib/libc.so', 'libc.so'],
  ['a/b/', 'b'],
  ['', '.'],
  ['///', '/'],
])('the last part of %s is %s', (path, base) => {
  expect(basePath(path)).toBe(base);
});

test('a prefix is trimmed as asked, or guessed from where the sources are', () => {
  expect(trimPath('/build/shop/cart.go', '/build', '')).toBe('shop/cart.go');
  expect(trimPath('/remote/shop/cart.go', '', '/home/ana/shop')).toBe('cart.go');
  expect(trimPath('/proc/self/cwd/cart.go', '', '')).toBe('cart.go');
});
