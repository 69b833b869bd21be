import { expect, test } from 'vitest';
import { declarationLine } from '#workbench/retainers/declaration.ts';
import { isHeapSnapshot } from '#workbench/retainers/is-heap-snapshot.ts';

const TEXT = `import { x } from './x.ts';
function handle() {
  const reports = 1;
}
export const reports = new Map();
let $odd = 2;
const { inner, outer } = x;
export async function load() {}
class Belt {}
const reportsOld = 3;
`;

test('a variable’s declaration is found by its name; one of the module before one within a function', () => {
  const line = (name: string): number | null => declarationLine(TEXT, name);
  expect(line('reports')).toBe(5);
  expect(line('$odd')).toBe(6);
  expect(line('outer')).toBe(7);
  expect(line('load')).toBe(8);
  expect(line('Belt')).toBe(9);
  expect(line('report')).toBeNull();
  expect(line('.*')).toBeNull();
});

test('a heap snapshot is known by its beginning, whatever it is called', async () => {
  const is = (name: string, text: string) => isHeapSnapshot({ name, file: new Blob([text]) });
  expect(await is('heap.json', '{"snapshot":{"meta":{}}}')).toBe(true);
  expect(await is('a.heapsnapshot.gz', '\x1f\x8b')).toBe(true);
  expect(await is('heap.pb.gz', '\x1f\x8b')).toBe(false);
  expect(await is('trace.json', '{"traceEvents":[]}')).toBe(false);
});
