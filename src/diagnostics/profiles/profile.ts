import { setTimeout as delay } from 'node:timers/promises';
import { encodeProfile } from '#pprof/codec.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { compress } from '../compress.ts';
import { words } from '../words.ts';
import { cpuProfile } from './cpu-profile.ts';
import type { DebugProfile } from './debug-profile.ts';
import { startRecording, stopRecording } from './recording.ts';

/** Go's, for `seconds` that is missing or makes no sense. */
const DEFAULT_SECONDS = 30;

/** The CPU profile. In Go, too, its name here is just `profile`, and `debug` does not change it. */
export const profile: DebugProfile = {
  name: 'profile',
  words: words.profiles.profile,
  async answer(parameters, { main, program }, gone) {
    const refused = await startRecording(main, 'cpu');
    if (refused !== null) return failure(500, `Could not enable CPU profiling: ${refused}`);
    try {
      await delay((parameters.duration ?? DEFAULT_SECONDS) * 1_000, undefined, { signal: gone });
    } catch {
      await stopRecording(main, 'cpu');
      return text('');
    }
    const recording = await stopRecording(main, 'cpu');
    if (recording === null) return failure(500, words.cpuStoppedElsewhere);
    return attachment('profile', await compress(encodeProfile(cpuProfile(recording, { program, at: Date.now() }))));
  },
};
