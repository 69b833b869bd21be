import { setTimeout as delay } from 'node:timers/promises';
import { encodeProfile } from '#pprof/codec.ts';
import type { Profile } from '#pprof/profile.ts';
import { MainThreadStuck } from '../bridge.ts';
import { compress } from '../compress.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { words } from '../words.ts';
import { PATIENCE_FOR_INDEX_MS, type DebugProfile, type Subject } from './debug-profile.ts';
import { deltaProfile, deltaRefusal } from './delta.ts';
import { bornSince, goroutineProfile, type SampledPromises } from './goroutine-profile.ts';
import { goroutineBlocks, goroutineText } from './goroutine-text.ts';
import { askOnce } from './recording.ts';

/** So that an abandoned wait, which nothing can end any more, is gone: in Go it would stay for good. */
const GCS_BEFORE = 1;

/** Pending promises: Node's goroutines. */
export const goroutine: DebugProfile = {
  name: 'goroutine',
  words: words.profiles.goroutine,
  count: async ({ main }) => (await main.call('counts', PATIENCE_FOR_INDEX_MS)).waits,
  async answer(parameters, subject, gone) {
    const isOn = await subject.main.call('watchesPromises');
    if (parameters.seconds !== '') {
      const refused = deltaRefusal(parameters);
      if (refused !== null) return refused;
      const seconds = parameters.duration ?? 1;
      const take = async () => profileOf(await read(subject), subject, { withAges: false });
      const delta = isOn ? await deltaProfile(take, seconds, gone) : await profileOfWindow(subject, seconds, gone);
      return delta === null ? text('') : attachment('goroutine-delta', await compress(encodeProfile(delta)));
    }
    if (!isOn) return failure(501, words.goroutineOff);
    const reading = await read(subject);
    if (parameters.debugLevel >= 2) return text(goroutineBlocks(reading));
    if (parameters.debug) return text(goroutineText(reading));
    return attachment('goroutine', await compress(encodeProfile(profileOf(reading, subject, { withAges: true }))));
  },
};

async function read({ main }: Subject): Promise<SampledPromises> {
  await main.collectGarbage(GCS_BEFORE);
  const reading = await main.call('promises');
  if (reading.kind === 'off') throw new Error(words.goroutineOff);
  return reading;
}

function profileOf(reading: SampledPromises, { program }: Subject, how: { readonly withAges: boolean }): Profile {
  return goroutineProfile(reading, { program, at: Date.now(), ...how });
}

/** Where sampling is off, it is on for some seconds; what was waiting before is not known. `null`: nobody waits. */
async function profileOfWindow(subject: Subject, seconds: number, gone: AbortSignal): Promise<Profile | null> {
  const { at } = await askOnce(subject.main, 'openPromiseWindow', () => closeWindow(subject));
  try {
    await delay(seconds * 1_000, undefined, { signal: gone });
    const profile = profileOf(bornSince(await read(subject), at), subject, { withAges: true });
    return { ...profile, durationNanos: seconds * 1_000_000_000 };
  } catch (error) {
    if (gone.aborted) return null;
    throw error;
  } finally {
    await closeWindow(subject);
  }
}

/** A window that nobody closes would cost the app for good, and closed twice it would end another one. */
async function closeWindow({ main }: Subject): Promise<void> {
  await askOnce(main, 'closePromiseWindow').catch((error: unknown) => {
    // It is closed when the thread comes back.
    if (!(error instanceof MainThreadStuck)) throw error;
  });
}
