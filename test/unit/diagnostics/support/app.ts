/** An app with the diagnostics in it. `APP` says what it does besides; it ends with the test's process. */
import 'vazou/diagnostics';
import { existsSync, readSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const kept: unknown[] = [];

/** Keeps about 20 KB. */
export function keepRows(): void {
  const rows = [];
  for (let i = 0; i < 200; i++) rows.push({ number: i, text: `row ${i} of ${kept.length}` });
  kept.push(rows);
}

/** Garbage, as soon as it is made. */
export function makeGarbage(): void {
  const rows = [];
  for (let i = 0; i < 200; i++) rows.push({ number: i, text: `row ${i}` });
}

async function readBody(): Promise<Buffer> {
  await delay(0);
  const chunks = [Buffer.alloc(40_000), Buffer.alloc(25_536)];
  return Buffer.concat(chunks);
}

const what = process.env['APP'] ?? '';
if (what === 'waits in native code') {
  // For the first byte on stdin, in a system call: not even an interrupt gets in.
  writeSync(1, 'waiting\n');
  readSync(0, new Uint8Array(1));
}
// A word on stdin ends it, and so does the end of the test's process: an orphan would keep its port.
process.stdin.on('data', () => process.exit(7)).on('end', () => process.exit());

for (let i = 0; i < 500; i++) {
  keepRows();
  makeGarbage();
}

switch (what) {
  case 'spins': {
    // Until the test has all of its answers, and a file says so: this thread's event loop never turned before.
    const done = process.env['DONE'] ?? '';
    writeSync(1, 'spinning\n');
    while (!existsSync(done)) makeGarbage();
    writeSync(1, 'done\n');
    break;
  }
  case 'imports twice': {
    const again = new URL('../../../../src/diagnostics/index.ts?again', import.meta.url).href;
    await import(again);
    console.log('imported again');
    break;
  }
  case 'shows globals': {
    const enumerable = [];
    for (const key in globalThis) enumerable.push(key);
    const hidden = Object.getOwnPropertyNames(globalThis).filter((name) => /^[0-9a-f]{8}-/.test(name));
    const properties = hidden.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    console.log(JSON.stringify({ enumerable, properties }));
    break;
  }
  case 'replaces globals':
    JSON.stringify = () => '{"heapUsed":1}';
    performance.now = () => 0;
    break;
  case 'keeps subarrays': {
    // Bodies of uploads: 300 of which the first 16 bytes are kept, and as many that are let go.
    for (let i = 0; i < 300; i++) {
      await delay(0);
      kept.push((await readBody()).subarray(0, 16));
      await readBody();
    }
    console.log('kept');
    break;
  }
  case 'runs out of memory':
    // In one turn of the event loop, with a lot of garbage besides what leaks.
    for (;;) {
      keepRows();
      for (let i = 0; i < 10; i++) makeGarbage();
    }
  case 'ends':
    process.stdin.destroy();
    break;
  default:
}
