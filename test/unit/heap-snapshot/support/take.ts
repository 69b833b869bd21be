import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import type { HeapSnapshot } from '#heap-snapshot/snapshot.ts';

const program = fileURLToPath(new URL('program.ts', import.meta.url));

const taken = new Map<string, Uint8Array>();

/** The bytes of a snapshot that a program of ours wrote; taken once, however often it is looked at. */
export function takeSnapshot(leak: string, { fixed = false } = {}): Uint8Array {
  return taken.getOrInsertComputed(`${leak} ${fixed}`, () => take(leak, fixed));
}

function take(leak: string, fixed: boolean): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'vazou-snapshot-'));
  try {
    const path = join(folder, 'x.heapsnapshot');
    const env = { PATH: process.env['PATH'], LEAK: leak, SNAPSHOT: path, FIXED: fixed ? '1' : '0' };
    execFileSync(process.execPath, [program], { env, stdio: 'pipe' });
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function parse(bytes: Uint8Array, chunkBytes = 1 << 20): HeapSnapshot {
  const parser = new SnapshotParser();
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.push(bytes.subarray(at, at + chunkBytes));
  return parser.end();
}

/** The line of the program that holds these words. */
export function lineOf(words: string): number {
  return (
    1 +
    readFileSync(program, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(words))
  );
}
