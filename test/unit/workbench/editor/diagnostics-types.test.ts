import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DIAGNOSTICS_TYPES } from '#workbench/editor/diagnostics-types.ts';

/** Names that a module exports, as far as its text tells. */
function exportsOf(source: string): string[] {
  const names = source.matchAll(
    /^export\s+(?:declare\s+)?(?:async\s+)?(?:const|let|function|class|interface|type)\s+(\w+)/gm,
  );
  const lists = source.matchAll(/^export\s+(?:type\s+)?\{([^}]*)\}/gm);
  return [
    ...Array.from(names, ([, name]) => name!),
    ...Array.from(lists, ([, list]) => list!.split(',').map((item) => item.trim())).flat(),
  ]
    .filter((name) => name !== '')
    .sort();
}

test('the editor knows what vazou/diagnostics exports', async () => {
  const source = await readFile(new URL('../../../../src/diagnostics/index.ts', import.meta.url), 'utf8');
  expect(exportsOf(DIAGNOSTICS_TYPES)).toEqual(exportsOf(source));
});
