import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodeProfile } from '#pprof/codec.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { heapProfile } from './heap-profile.ts';
import { heapText } from './heap-text.ts';

const compress = promisify(gzip);

/** Go does one GC for `gc=1`. In allocation mode the reading itself does another. */
const GCS_BEFORE = 1;

export const heap: DebugProfile = {
  name: 'heap',
  words: words.profiles.heap,
  async answer(parameters, { main, program }) {
    if (parameters.seconds !== '') return noDelta(parameters.seconds);
    if (parameters.gc) await main.collectGarbage(GCS_BEFORE);
    const reading = await main.call('heap');
    if (reading.kind === 'unavailable') return failure(501, words.noHeapProfiler(reading.reason));
    const profile = heapProfile(reading, { program, at: Date.now() });
    return parameters.debug ? text(heapText(profile)) : attachment('heap', await compress(encodeProfile(profile)));
  },
};

/** The difference over some seconds is not served; the refusals are Go's. */
function noDelta(seconds: string) {
  const valid = /^\+?\d+$/.test(seconds) && Number(seconds) > 0;
  return failure(
    400,
    valid
      ? '"seconds" parameter is not supported for this profile type'
      : 'invalid value for "seconds" - must be a positive integer',
  );
}
