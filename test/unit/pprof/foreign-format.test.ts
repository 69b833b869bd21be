import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { foreignFile } from '#i18n/pt-BR/foreign-file.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { ProfileError } from '#pprof/errors.ts';

const ofGoogle = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/google-pprof/${name}`, import.meta.url));
const text = (beginning: string): Uint8Array => new TextEncoder().encode(beginning);

/** As the tools write them. */
const FILES: readonly (readonly [what: string, format: string, bytes: Uint8Array])[] = [
  ['a thread count of Go', 'legacy', ofGoogle('go.godoc.thread')],
  ['a heap of Go in text', 'legacy', ofGoogle('gobench.heap')],
  ['a contention of gperftools', 'legacy', ofGoogle('cppbench.small.contention')],
  ['threads of gperftools', 'legacy', ofGoogle('cppbench.thread')],
  ['a contention of Java', 'legacy', ofGoogle('java.contention')],
  ['a CPU profile of Java', 'legacy', ofGoogle('java.cpu')],
  ['a CPU profile of gperftools', 'legacy', ofGoogle('go.crc32.cpu')],
  ['our own heap with debug=1', 'legacy', text('heap profile: 12: 4096 [30: 8192] @ heap/1048576\n12: 4096 [')],
  ['goroutines with debug=1', 'legacy', text('goroutine profile: total 7\n4 @ 0x43a 0x40b\n')],
  ['goroutines with debug=2', 'goroutine-dump', text('goroutine 62 [chan receive, 5 minutes]:\nmain.work()\n')],
  ['perf record', 'perf-data', text('PERFILE2\x68\0\0\0')],
  ['async-profiler in JFR', 'jfr', text('FLR\0\0\x02\0\0')],
  ['py-spy record --format raw', 'collapsed', text('main (app.py:3);work (app.py:9) 41\nmain (app.py:3) 2\n')],
  ['async-profiler -o collapsed', 'collapsed', text('java/lang/Thread.run;com/acme/Shop.pay_[j] 3\r\n')],
  [
    'py-spy record --format speedscope',
    'speedscope',
    text('{"$schema":"https://www.speedscope.app/file-format-schema.json","profiles":[]}'),
  ],
  ['node --cpu-prof', 'cpuprofile', text('{"nodes":[{"id":1,"callFrame":{"functionName":"(root)"')],
  ['node --heap-prof', 'heapprofile', text('{"head":{"callFrame":{"functionName":"(root)"')],
  ['v8.writeHeapSnapshot', 'heapsnapshot', text('{"snapshot":{"meta":{"node_fields":["type"')],
  ['trace_events of Node', 'chrome-trace', text('{"traceEvents":[{"pid":1,"tid":1,"ts":3')],
  ['py-spy record --format chrometrace', 'chrome-trace', text('[{"args":{"filename":"a.py"},"cat":"py-spy"}]')],
  ['go test -trace', 'go-trace', text('go 1.22 trace\0\0\0\x01')],
  ['a binary', 'program', text('\x7fELF\x02\x01\x01')],
  ['py-spy record, a flame graph', 'page', text('<?xml version="1.0" standalone="no"?><!DOCTYPE svg')],
  ['an error page', 'page', text('<!DOCTYPE html>\n<html lang="en">')],
];

function failure(bytes: Uint8Array): ProfileError {
  try {
    decodeProfile(bytes);
  } catch (error) {
    if (error instanceof ProfileError) return error;
    throw error;
  }
  throw new Error('it opened');
}

test.each(FILES)('%s is told as %s, with what to do about it', (_, format, bytes) => {
  expect(failure(bytes)).toMatchObject({ code: 'foreign', message: format });
  expect(foreignFile(format)).toMatch(/^Ist[oa] .*[.)]$/);
});

test('a gzipped one is told as well', () => {
  expect(failure(gzipSync(ofGoogle('gobench.heap')))).toMatchObject({ code: 'foreign', message: 'legacy' });
});

test('what is of no known format keeps its own failure', () => {
  for (const bytes of [text('not a profile at all'), text('a;b c')]) expect(failure(bytes).code).not.toBe('foreign');
});

test.each(['go.nomappings.crash', 'sample.cpu'])('%s, which is a profile, opens', (name) => {
  expect(decodeProfile(ofGoogle(name)).samples.count).toBeGreaterThan(0);
});
