import { json } from '../http/answer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';

/**
 * With fewer, objects that wait for a finalizer or sit behind a WeakRef still count: six made the floor of the same
 * heap repeat within a few hundred bytes.
 */
const GCS_BEFORE = 6;

export const memstats: DebugProfile = {
  name: 'memstats',
  words: words.profiles.memstats(GCS_BEFORE),
  async answer(parameters, { main, runId }) {
    if (parameters.gc) await main.collectGarbage(GCS_BEFORE);
    const reading = await main.call('memory');
    return json({ pid: process.pid, runId, t: Date.now(), ...reading });
  },
};
