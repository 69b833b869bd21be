import { expect, test } from 'vitest';
import { excerpt } from '../../../src/components/excerpt.ts';

const source = `/** Not this one. */
const LIMIT = 3;

/**
 * Two lines
 * of words.
 */
export async function load(
  key: string,
): Promise<void> {
  if (key) {
    return;
  }
}
const loader = { load };
async function* ticks(): AsyncGenerator<number> {
  yield 1;
}
class Queue<T> {
  readonly items: T[] = [];
}
var reports = map[string]*report{} // grows
func build(key string) *report {
	return nil
}
`;

test('a generator', () => {
  expect(excerpt(source, 'ticks')).toBe('async function* ticks(): AsyncGenerator<number> {\n  yield 1;\n}');
});

test('a function, with the comment above it, to its end', () => {
  expect(excerpt(source, 'load')).toBe(source.slice(source.indexOf('/**\n'), source.indexOf('const loader') - 1));
});

test('a declaration of one line', () => {
  expect(excerpt(source, 'LIMIT')).toBe('/** Not this one. */\nconst LIMIT = 3;');
  expect(excerpt(source, 'loader')).toBe('const loader = { load };');
});

test('a class', () => {
  expect(excerpt(source, 'Queue')).toBe('class Queue<T> {\n  readonly items: T[] = [];\n}');
});

test('Go', () => {
  expect(excerpt(source, 'reports')).toBe('var reports = map[string]*report{} // grows');
  expect(excerpt(source, 'build')).toBe('func build(key string) *report {\n\treturn nil\n}');
});

test('a name that is gone stops the build', () => {
  expect(() => excerpt(source, 'loa')).toThrow('no declaration of loa');
});
