import { expect, test } from 'vitest';
import { parseCommand, UsageError } from '../../../src/cli/lab/arguments.ts';

const npm = (flags: Record<string, string>) => ({ npm_lifecycle_event: 'lab', ...flags });
const run = {
  kind: 'run',
  slug: 'memory-leak',
  variant: 'mine',
  port: undefined,
  debugPort: undefined,
  load: false,
  tty: true,
} as const;

test('nothing asked is the list, and help is help', () => {
  expect(parseCommand([], {})).toEqual({ kind: 'list' });
  expect(parseCommand(['--help'], {})).toEqual({ kind: 'help' });
  expect(parseCommand(['memory-leak', '-h'], {})).toEqual({ kind: 'help' });
});

test('a lab with its options, in any order', () => {
  expect(parseCommand(['memory-leak'], {})).toEqual(run);
  expect(parseCommand(['--load', 'memory-leak', '--no-tty', '--port', '9000', '--debug-port=6061'], {})).toEqual({
    ...run,
    load: true,
    tty: false,
    port: 9000,
    debugPort: 6061,
  });
  expect(parseCommand(['memory-leak', '--solution'], {})).toEqual({ ...run, variant: 'solution' });
  expect(parseCommand(['memory-leak', '--check'], {})).toEqual({ kind: 'check', slug: 'memory-leak', variant: 'mine' });
});

test('what npm swallowed, because the -- was forgotten, counts as well', () => {
  const env = npm({ npm_config_load: 'true', npm_config_tty: '', npm_config_port: '9000', npm_config_debug_port: '1' });
  expect(parseCommand(['memory-leak'], env)).toEqual({ ...run, load: true, tty: false, port: 9000, debugPort: 1 });
});

test("another script's npm flags are not ours", () => {
  const env = { npm_lifecycle_event: 'test', npm_config_load: 'true', npm_config_port: '9000' };
  expect(parseCommand(['memory-leak'], env)).toEqual(run);
});

test('what was written after the -- wins', () => {
  expect(parseCommand(['memory-leak', '--port=2'], npm({ npm_config_port: '1' }))).toMatchObject({ port: 2 });
});

test.each<[readonly string[], Record<string, string>, string]>([
  [['memory-leak', '--lod'], {}, '--lod'],
  [['memory-leak', '--port=abc'], {}, 'abc'],
  [['memory-leak', '--port=0'], {}, '--port'],
  [['memory-leak', '--debug-port=65536'], {}, '--debug-port'],
  [['memory-leak', '--port'], {}, '--port'],
  [['memory-leak', '--load=yes'], {}, '--load'],
  [['memory-leak', 'promises'], {}, 'promises'],
  // `npm run lab memory-leak --port 9000`: npm keeps the option and lets the number through.
  [['memory-leak', '9000'], npm({ npm_config_port: 'true' }), '--port=9000'],
])('%j makes no sense, and is told so', (args, env, said) => {
  expect(() => parseCommand(args, env)).toThrow(UsageError);
  expect(() => parseCommand(args, env)).toThrow(said);
});
