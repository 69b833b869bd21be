/**
 * Records the two Node.js profiles of the parity suite with @datadog/pprof: `node test/parity/profiles/record-node.ts`.
 * A recording is never the same twice, so run it only to renew the fixtures, and then `record.ts` too.
 */
import { decodeProfile, encodeProfile } from '#pprof/codec.ts';
import { heap, time } from '@datadog/pprof';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const HEAP_INTERVAL_BYTES = 16 * 1024;
const STACK_DEPTH = 64;
const ROUNDS = 40;

class Store {
  readonly rows = new Map<string, readonly string[]>();

  remember(key: string): void {
    this.rows.set(key, makeRow(key));
  }
}

function makeRow(key: string): readonly string[] {
  return Array.from({ length: 64 }, (_, column) => `${key}-${column}`.padEnd(48, '.'));
}

function fill(store: Store, round: number): void {
  for (let index = 0; index < 200; index++) store.remember(`${round}/${index}`);
}

function sortAll(store: Store): number {
  const keys = [...store.rows.keys()].sort((a, b) => b.localeCompare(a));
  return keys.map((key) => JSON.stringify(store.rows.get(key)).length).reduce((sum, length) => sum + length, 0);
}

/** File names become relative to the repository: a fixture must not know where it was made. */
function save(name: string, recorded: Uint8Array): void {
  const root = new URL('../../../', import.meta.url);
  const profile = decodeProfile(recorded);
  const functions = new Map(
    profile.functions.map((item) => {
      const filename = item.filename.replace(root.href, '').replace(fileURLToPath(root), '');
      return [item, { ...item, filename }];
    }),
  );
  const locations = profile.locations.map((location) => ({
    ...location,
    lines: location.lines.map((line) => ({ ...line, function: functions.get(line.function)! })),
  }));
  const portable = { ...profile, functions: [...functions.values()], locations };
  writeFileSync(new URL(name, import.meta.url), gzipSync(encodeProfile(portable)));
}

heap.start(HEAP_INTERVAL_BYTES, STACK_DEPTH);
time.start({ intervalMicros: 1000, lineNumbers: true });
const store = new Store();
for (let round = 0; round < ROUNDS; round++) {
  fill(store, round);
  sortAll(store);
}
const heapProfile = heap.profile().encode();
const timeProfile = time.stop().encode();
heap.stop();
save('node.heap.pb.gz', heapProfile);
save('node.time.pb.gz', timeProfile);
