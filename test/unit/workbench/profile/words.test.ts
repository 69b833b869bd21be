import { expect, test } from 'vitest';
import { originOf } from '#workbench/profile/flame/origin.ts';
import { captureFileName, goCommand } from '#workbench/profile/go-command.ts';
import { shortFile } from '#workbench/profile/short-file.ts';
import { DEFAULT_ORDER } from '#workbench/profile/top-order.ts';

const capture = { id: 'heap-3', profile: 'heap', takenAt: 0, variant: 'mine', size: 1 } as const;
const file = captureFileName('memory-leak', capture);

test('the command shows the same view of the downloaded file', () => {
  expect(goCommand(file, 'inuse_space', 'top', DEFAULT_ORDER)).toBe(
    'go tool pprof -top -sample_index=inuse_space memory-leak-heap-3.pb.gz',
  );
  expect(goCommand(file, 'alloc_objects', 'top', { column: 'cum', direction: 'descending' })).toBe(
    'go tool pprof -top -cum -sample_index=alloc_objects memory-leak-heap-3.pb.gz',
  );
  expect(goCommand(file, 'inuse_space', 'flame', DEFAULT_ORDER)).toBe(
    'go tool pprof -http=localhost: -sample_index=inuse_space memory-leak-heap-3.pb.gz',
  );
});

test.each([
  ['', 'other'],
  ['node:internal/timers', 'node'],
  ['file:///home/ana/vazou/workspace/memory-leak/server.ts', 'yours'],
  ['/home/ana/node_modules/hono/dist/hono.js', 'library'],
  ['C:\\vazou\\node_modules\\hono\\hono.js', 'library'],
  ['/home/ana/vazou/src/diagnostics/main/start.ts', 'library'],
] as const)('whose code %s is: %s', (file, origin) => {
  expect(originOf(file)).toBe(origin);
});

test.each([
  ['file:///home/ana/vazou/workspace/memory-leak/server.ts', 'memory-leak/server.ts'],
  ['C:\\vazou\\workspace\\memory-leak\\server.ts', 'memory-leak/server.ts'],
  ['node:internal/bootstrap/realm', 'node:internal/bootstrap/realm'],
  ['server.ts', 'server.ts'],
])('%s is %s for short', (long, short) => {
  expect(shortFile(long)).toBe(short);
});
