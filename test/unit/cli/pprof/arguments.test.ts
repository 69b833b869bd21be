import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../../src/cli/pprof/address.ts';
import { parseArguments, UsageError, type UsageErrorCode } from '../../../../src/cli/pprof/arguments.ts';
import { DEFAULT_SETTINGS } from '../../../../src/cli/pprof/variables.ts';

test('flags come with one dash or two, with = or without, and end at the first source', () => {
  const invocation = parseArguments(['-top', '--cum', '-focus', 'a|b', '-nodecount=5', '-trim=false', 'x.pb.gz', '-y']);
  expect(invocation.command?.name).toBe('top');
  expect(invocation.sources).toEqual(['x.pb.gz', '-y']);
  expect(invocation.settings).toEqual({ ...DEFAULT_SETTINGS, sort: 'cum', focus: 'a|b', nodeCount: 5, trim: false });
});

test('without a format it is the shell', () => {
  expect(parseArguments(['x.pb.gz']).command).toBeUndefined();
});

test('a format may want a pattern', () => {
  const { command, pattern } = parseArguments(['-list=main', 'x']);
  expect([command?.name, pattern]).toEqual(['list', 'main']);
});

test('several bases are one base', () => {
  const invocation = parseArguments(['-top', '-diff_base=a', '-diff_base=b', 'x']);
  expect([invocation.base, invocation.isDifference]).toEqual([['a', 'b'], true]);
});

test('the old names of sample types still work, the first one wins', () => {
  expect(parseArguments(['-top', '-inuse_objects', '-alloc_space', 'x']).settings.sampleIndex).toBe('inuse_objects');
  expect(parseArguments(['-top', '-mean_delay', 'x']).settings).toMatchObject({ sampleIndex: 'delay', mean: true });
});

test.each<[UsageErrorCode, string[]]>([
  ['unknown-flag', ['-nada', 'x']],
  ['missing-value', ['-focus']],
  ['bad-value', ['-nodecount=muitos', 'x']],
  ['bad-value', ['-trim=talvez', 'x']],
  ['bad-value', ['-seconds=x', 'x']],
  ['several-formats', ['-top', '-tree', 'x']],
  ['several-choices', ['-cum', '-flat', 'x']],
  ['several-bases', ['-base=a', '-diff_base=b', 'x']],
  ['normalize-without-base', ['-top', '-normalize', 'x']],
  ['unsupported', ['-png', 'x']],
  ['http-with-format', ['-http=:0', '-top', 'x']],
  ['http-address', ['-http=8080', 'x']],
  ['http-address', ['-http=:99999', 'x']],
  // The server does not listen there.
  ['http-address', ['-http=[::1]:0', 'x']],
  ['http-not-local', ['-http=0.0.0.0:8080', 'x']],
  ['http-not-local', ['-http=example.com:80', 'x']],
  ['no-browser-without-http', ['-no_browser', 'x']],
  ['no-source', ['-top']],
])('%s: %s', (code, argv) => {
  expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ name: UsageError.name, code }));
});

describe('an address', () => {
  test.each([
    ['localhost:6060', 'http://localhost:6060/debug/pprof/profile'],
    ['[::1]:6060/debug/pprof/heap', 'http://[::1]:6060/debug/pprof/heap'],
    ['http://h/debug/pprof/heap?gc=1', 'http://h/debug/pprof/heap?gc=1'],
    ['https://h', 'https://h/debug/pprof/profile'],
  ])('%s means %s', (source, url) => {
    expect(parseAddress(source, 0, 0)?.url).toBe(url);
  });

  test.each(['heap.pb.gz', './a:1', 'C:\\perfil.pb.gz', '/tmp/x', 'memory-leak', 'localhost'])(
    '%s is a file',
    (source) => {
      expect(parseAddress(source, 0, 0)).toBeUndefined();
    },
  );

  test('waits half as long again as the server records', () => {
    expect(parseAddress('h:1', 10, 0)).toEqual({
      url: 'http://h:1/debug/pprof/profile?seconds=10',
      seconds: 10,
      timeoutSeconds: 15,
    });
    expect(parseAddress('http://h/?seconds=20', 0, 7)).toMatchObject({ seconds: 20, timeoutSeconds: 7 });
  });
});
