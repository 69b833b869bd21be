import { json, jsonLines } from '../http/answer.ts';
import { memStats } from '../mem-stats/mem-stats.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { noDelta } from './delta.ts';

/** A heap that goes on changing meanwhile is not waited for. */
const MOST_GCS = 6;

export const memstats: DebugProfile = {
  name: 'memstats',
  words: words.profiles.memstats(MOST_GCS),
  async answer(parameters, { main, runId }) {
    if (parameters.seconds !== '') return noDelta();
    const memory = parameters.gc ? await main.settleMemory(MOST_GCS) : await main.call('memory');
    const stats = { pid: process.pid, runId, t: Date.now(), ...memStats(memory) };
    return parameters.debug ? jsonLines(stats) : json(stats);
  },
};
