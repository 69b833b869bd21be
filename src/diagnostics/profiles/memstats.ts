import { json, jsonLines } from '../http/answer.ts';
import { memStats } from '../mem-stats/mem-stats.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { noDelta } from './delta.ts';

/**
 * With fewer, objects that wait for a finalizer or sit behind a WeakRef still count: six made the floor of the same
 * heap repeat within a few hundred bytes.
 */
const GCS_BEFORE = 6;

export const memstats: DebugProfile = {
  name: 'memstats',
  words: words.profiles.memstats(GCS_BEFORE),
  async answer(parameters, { main, runId }) {
    if (parameters.seconds !== '') return noDelta();
    if (parameters.gc) await main.collectGarbage(GCS_BEFORE);
    const stats = { pid: process.pid, runId, t: Date.now(), ...memStats(await main.call('memory')) };
    return parameters.debug ? jsonLines(stats) : json(stats);
  },
};
