import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { sourcePath } from '#diagnostics/source-path.ts';

test.each(['/app/server.ts', '/casa da ação/a b.ts', '/100%/#1?.ts', '/a+b/c&d=e.ts', '/日本語/🚰.ts', '/'])(
  'a URL of %s leads back there',
  (path) => {
    expect(sourcePath(pathToFileURL(path).href)).toBe(path);
  },
);

test('what chooses among instances of a module is no part of its path', () => {
  expect(sourcePath('file:///app/server.ts?again#here')).toBe('/app/server.ts');
  expect(sourcePath('file:///app/server.ts#here?')).toBe('/app/server.ts');
});

test.each(['', 'node:fs', '/app/a.ts', 'evalmachine.<anonymous>', 'http://localhost/a.js'])(
  '%j is no file and stays',
  (name) => {
    expect(sourcePath(name)).toBe(name);
  },
);

test('what is not encoded right stays as it is', () => {
  expect(sourcePath('file:///app/100%.ts')).toBe('/app/100%.ts');
});
