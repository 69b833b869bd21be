/** What a file that is no profile.proto is instead: whoever opens it is told what to do with it. */

export type ForeignFormat =
  /** Text, or the binary CPU profiles, of gperftools and of /debug/pprof with debug=1; `go tool pprof` reads both. */
  | 'legacy'
  | 'goroutine-dump'
  | 'perf-data'
  | 'jfr'
  | 'collapsed'
  | 'speedscope'
  | 'cpuprofile'
  | 'heapprofile'
  | 'heapsnapshot'
  | 'chrome-trace'
  | 'go-trace'
  | 'program'
  | 'page';

/** So much of a file says what it is. */
const BEGINNING = 2_048;

const BY_TEXT: readonly (readonly [ForeignFormat, RegExp])[] = [
  ['perf-data', /^PERFILE2|^2ELIFREP/],
  ['jfr', /^FLR\0/],
  ['program', /^\x7fELF|^MZ|^\xcf\xfa\xed\xfe/],
  ['go-trace', /^go 1\.\d+ trace\0/],
  ['goroutine-dump', /^goroutine \d+ \[/],
  ['legacy', /^(?:heap profile: |heapprofile: |heap_v2\/|growthz|fragmentationz|heap profile,)/],
  ['legacy', /^--- (?:contention|mutex|contentionz|cpuz|heapz|growthz|threadz|Memory map|Thread )/],
  ['legacy', /^(?:goroutine|threadcreate|[\w./-]+) profile: total \d+/],
  ['page', /^\s*(?:<!doctype|<html|<\?xml|<svg)/i],
  ['heapsnapshot', /^\s*\{"snapshot":/],
  ['speedscope', /^\s*\{[^]*speedscope\.app\/file-format-schema|^\s*\{[^]*"exporter":\s*"(?:speedscope|py-spy)/],
  ['heapprofile', /^\s*\{\s*"head":\s*\{\s*"callFrame"/],
  ['cpuprofile', /^\s*\{\s*"nodes":\s*\[\s*\{\s*"id"/],
  ['chrome-trace', /^\s*(?:\{\s*"traceEvents"|\[\s*\{[^]*"(?:ph|pid|cat)":)/],
  ['collapsed', /^[^\n\0]*;[^\n\0]* \d+(?:\r?\n|$)/],
];

export function foreignFormat(bytes: Uint8Array): ForeignFormat | null {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, BEGINNING));
  const found = BY_TEXT.find(([, pattern]) => pattern.test(text));
  if (found !== undefined) return found[0];
  return isLegacyCpu(bytes) ? 'legacy' : null;
}

/** Machine words, of either size and order: 0, 3, the version (0; Java's is 1), the period, 0. */
function isLegacyCpu(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [4, 8].some((size) => {
    if (bytes.length < 5 * size) return false;
    return [true, false].some((isLittle) => {
      const word = (index: number): bigint =>
        size === 4 ? BigInt(view.getUint32(index * size, isLittle)) : view.getBigUint64(index * size, isLittle);
      return word(0) === 0n && word(1) === 3n && word(2) <= 1n && word(3) > 0n && word(4) === 0n;
    });
  });
}
