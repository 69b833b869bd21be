import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';

/**
 * Writes a heap snapshot of this thread, and gives its path; whoever asked removes the folder it is in. V8 writes it
 * piece by piece: memory holds the graph of the objects, but never the file. The thread stands still meanwhile (0.2 s
 * at 70,000 objects, 5 s at 2 million), but not for as long as somebody takes to fetch it.
 */
export function writeSnapshot(): { readonly file: string } {
  // A folder that only this user may read: a heap has passwords in it.
  const folder = mkdtempSync(join(tmpdir(), 'vazou-heapsnapshot-'));
  return { file: writeHeapSnapshot(join(folder, 'main.heapsnapshot')) };
}
