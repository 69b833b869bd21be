import { setTimeout as delay } from 'node:timers/promises';
import type { MainThread } from '../bridge.ts';
import { failure, text } from '../http/answer.ts';
import type { TraceRecording } from '../main/tracer.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { startRecording, stopRecording } from './recording.ts';
import { traceFile } from './trace-file.ts';

/** Go's, for `seconds` that is missing or makes no sense. Fractions are allowed. */
const DEFAULT_SECONDS = 1;
/** Some MB for each second of a busy service: nobody reads more. */
const MAX_SECONDS = 60;
/** The events are there at the first question, nearly always. */
const QUESTIONS = 200;
const BETWEEN_QUESTIONS_MS = 25;

/** What happened, in order: for Perfetto or chrome://tracing. */
export const trace: DebugProfile = {
  name: 'trace',
  words: words.profiles.trace,
  async answer(parameters, { main, program }, gone) {
    const wished = Number(parameters.seconds);
    const seconds = wished > 0 ? wished : DEFAULT_SECONDS;
    if (seconds > MAX_SECONDS) return failure(400, words.traceTooLong(MAX_SECONDS));
    const refused = await startRecording(main, 'trace');
    if (refused !== null) return failure(500, `Could not enable tracing: ${refused}`);
    try {
      await delay(seconds * 1_000, undefined, { signal: gone });
    } catch {
      await stop(main);
      return text('');
    }
    const recording = await stop(main);
    if (recording === null) return failure(500, words.traceStoppedElsewhere);
    return {
      status: 200,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="trace.json"',
      },
      body: traceFile(recording, { program, pid: process.pid }),
    };
  },
};

/** `null` if it was stopped already, or does not come to an end. */
async function stop(main: MainThread): Promise<TraceRecording | null> {
  if (!(await stopRecording(main, 'trace'))) return null;
  for (let asked = 0; asked < QUESTIONS; asked++) {
    const recording = await main.call('takeTrace');
    if (recording !== null) return recording;
    await delay(BETWEEN_QUESTIONS_MS);
  }
  return null;
}
