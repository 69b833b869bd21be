import { open, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { MainThread } from '../bridge.ts';
import { failure, saveAs, text, type Answer } from '../http/answer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { noDelta } from './delta.ts';

/** Millions of objects take minutes on a busy machine, and what was written must be removed in any case. */
const PATIENCE_MS = 3_600_000;

let isBusy = false;

/** Every object of the main thread's heap, for the browser's DevTools. One at a time: each costs the memory of a graph. */
export const heapsnapshot: DebugProfile = {
  name: 'heapsnapshot',
  words: words.profiles.heapsnapshot,
  async answer(parameters, { main, program }, gone) {
    if (parameters.seconds !== '') return noDelta();
    if (isBusy) return failure(409, words.snapshotBusy);
    isBusy = true;
    try {
      return await takeSnapshot(
        main,
        `${basename(program).replace(/[^\w.-]/g, '_')}-${process.pid}.heapsnapshot`,
        gone,
      );
    } catch (error) {
      isBusy = false;
      throw error;
    }
  },
};

async function takeSnapshot(main: MainThread, name: string, gone: AbortSignal): Promise<Answer> {
  const { file } = await main.call('writeSnapshot', PATIENCE_MS);
  const handle = await open(file);
  // Nobody else needs its name, and so nothing is left behind, however this process ends.
  await rm(dirname(file), { recursive: true, force: true }).catch(() => {});
  const { size } = await handle.stat();
  const stream = handle.createReadStream();
  stream.once('close', () => {
    isBusy = false;
    // Where an open file cannot be removed.
    void rm(dirname(file), { recursive: true, force: true }).catch(() => {});
  });
  if (gone.aborted) {
    stream.destroy();
    return text('');
  }
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': saveAs(name),
    },
    body: { stream, size },
  };
}
