import { expect, test } from 'vitest';
import { Parameters } from '#diagnostics/http/parameters.ts';

test.each([
  ['gc=1', true],
  ['gc=2', true],
  ['debug=1&gc=1', true],
  ['', false],
  ['gc=0', false],
  ['gc=-1', false],
  ['gc=true', false],
  ['gc=1x', false],
  ['gc', false],
])('%j asks for a collection: %s', (query, wanted) => {
  expect(new Parameters(query).gc).toBe(wanted);
});

test.each([
  ['debug=1', true],
  ['debug=2', true],
  ['debug=-1', true],
  ['debug=0', false],
  ['debug=', false],
  ['debug=yes', false],
])('%j asks for text: %s', (query, wanted) => {
  expect(new Parameters(query).debug).toBe(wanted);
});

test('of a parameter given twice the first counts', () => {
  expect(new Parameters('debug=0&debug=1').debug).toBe(false);
});
