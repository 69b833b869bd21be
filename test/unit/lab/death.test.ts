import { expect, test } from 'vitest';
import { deathOf } from '#lab/death.ts';

const context = { ceilingMiB: 64, lastHeapUsed: 1000 };

// Each text below was printed by Node 26.10.

test('out of memory, by what V8 says before it aborts', () => {
  const stderr = [
    '<--- Last few GCs --->',
    '[18110:0x44219000]  1493 ms: Mark-Compact 31.3 (32.0) -> 31.3 (32.0) MB, allocation failure',
    'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
    '----- Native stack trace -----',
    ' 1: 0x840e50  [node]',
  ].join('\n');
  for (const exit of [{ code: 134, signal: null } as const, { code: null, signal: 'SIGABRT' } as const]) {
    expect(deathOf({ ...exit, stderr }, context)).toEqual({
      kind: 'out-of-memory',
      ceilingMiB: 64,
      lastHeapUsed: 1000,
    });
  }
});

test('TypeScript that Node cannot strip, with file and line', () => {
  const stderr = `file:///home/ana/vazou/workspace/memory-leak/server.ts:12
enum A { B }
^^^^^^^^^^^^

SyntaxError [ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX]: TypeScript enum is not supported in strip-only mode
    at parseTypeScript (node:internal/modules/typescript:57:40) {
  code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
}`;
  expect(deathOf({ code: 1, signal: null, stderr }, context)).toEqual({
    kind: 'syntax',
    message: 'TypeScript enum is not supported in strip-only mode',
    file: '/home/ana/vazou/workspace/memory-leak/server.ts',
    line: 12,
  });
});

test("a syntax error that is reported from inside Node's loader", () => {
  const stderr = `node:internal/modules/run_main:111
    triggerUncaughtException(
    ^

file:///tmp/a%20b/server.mts:3
 foo(

SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expression expected
    at parseTypeScript (node:internal/modules/typescript:61:36)`;
  expect(deathOf({ code: 1, signal: null, stderr }, context)).toEqual({
    kind: 'syntax',
    message: 'Expression expected',
    file: '/tmp/a b/server.mts',
    line: 3,
  });
});

test('a syntax error without a place', () => {
  expect(deathOf({ code: 1, signal: null, stderr: 'SyntaxError: Unexpected end of input' }, context)).toEqual({
    kind: 'syntax',
    message: 'Unexpected end of input',
    file: null,
    line: null,
  });
});

test('a syntax error that the service itself met later is its error, not its syntax', () => {
  const stderr = `undefined:1
{ "a":
      ^

SyntaxError: Expected property name or '}' in JSON at position 2
    at JSON.parse (<anonymous>)
    at route (file:///home/ana/vazou/workspace/memory-leak/server.ts:99:10)`;
  expect(deathOf({ code: 1, signal: null, stderr }, context)).toMatchObject({ kind: 'exit', code: 1 });
});

test('a port taken', () => {
  const stderr = `node:events:505
      throw er; // Unhandled 'error' event
      ^

Error: listen EADDRINUSE: address already in use 127.0.0.1:8080
    at Server.setupListenHandle [as _listen2] (node:net:1948:16) {
  code: 'EADDRINUSE',
  port: 8080
}`;
  expect(deathOf({ code: 1, signal: null, stderr }, context)).toEqual({ kind: 'port-taken', port: 8080 });
  expect(deathOf({ code: 1, signal: null, stderr: stderr.replace('127.0.0.1:8080', ':::3000') }, context)).toEqual({
    kind: 'port-taken',
    port: 3000,
  });
});

test('anything else is an exit, with bounded last words', () => {
  expect(deathOf({ code: null, signal: 'SIGKILL', stderr: '' }, context)).toEqual({
    kind: 'exit',
    code: null,
    signal: 'SIGKILL',
    stderr: '',
  });
  const death = deathOf({ code: 1, signal: null, stderr: 'x'.repeat(100_000) }, context);
  expect(death.kind === 'exit' && death.stderr.length).toBeLessThanOrEqual(4_000);
});
