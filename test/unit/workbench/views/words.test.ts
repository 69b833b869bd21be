import { expect, test } from 'vitest';
import { originOf } from '#workbench/views/flame/origin.ts';
import { shortFile } from '#workbench/views/short-file.ts';

test.each([
  ['', 'other'],
  ['node:internal/timers', 'node'],
  ['file:///home/ana/vazou/workspace/memory-leak/server.ts', 'yours'],
  ['/home/ana/node_modules/hono/dist/hono.js', 'library'],
  ['C:\\vazou\\node_modules\\hono\\hono.js', 'library'],
  ['/home/ana/vazou/src/diagnostics/main/start.ts', 'library'],
  ['/usr/lib/go-1.19/src/runtime/malloc.go', 'node'],
  ['/usr/local/go/src/encoding/json/decode.go', 'node'],
  ['/home/ana/go/src/app/main.go', 'yours'],
  ['/home/ana/go/pkg/mod/github.com/x/y@v1/z.go', 'library'],
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
