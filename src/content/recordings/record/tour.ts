/** The example service that shows every profile: one capture of each, for the lesson that walks through them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { portable } from './portable.ts';

/** What is asked for, in this order; `profile` records for that long. */
const CAPTURES = ['heap', 'goroutine', 'external', 'fd', 'threadcreate', 'block', 'profile?seconds=3'] as const;
/** Until the example has made all that it makes. */
const WARM_UP_MS = 5_000;
export const ENTRY = 'src/content/examples/fretes.ts';

/** As in the labs: each function keeps what is its own. */
const NO_INLINING = ['--no-turbo-inlining', '--no-maglev-inlining'];

export const TOUR = 'fretes';

export async function recordTour(folder: string): Promise<void> {
  const child = spawn(process.execPath, [...NO_INLINING, ENTRY], {
    env: {
      PATH: process.env['PATH'],
      VAZOU_DEBUG_PORT: '0',
      VAZOU_HEAP_INTERVAL: '131072',
      VAZOU_EXTERNAL_INTERVAL: '1',
      VAZOU_PROMISE_INTERVAL: '1',
      VAZOU_BLOCK_THRESHOLD: '50',
      VAZOU_FD: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const [text] = (await once(child.stderr, 'data')) as [Buffer];
    const base = /http:\S+/.exec(String(text))?.[0];
    if (base === undefined) throw new Error(`no address in: ${String(text)}`);
    await delay(WARM_UP_MS);
    for (const capture of CAPTURES) {
      const response = await fetch(base + capture);
      if (!response.ok) throw new Error(`${capture}: ${await response.text()}`);
      const name = capture.replace(/\?.*/, '');
      await writeFile(join(folder, `${TOUR}.${name}.pb.gz`), portable(new Uint8Array(await response.arrayBuffer())));
    }
  } finally {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }
}
