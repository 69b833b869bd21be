import type { Writable } from 'node:stream';
import { Parameters } from '../http/parameters.ts';
import type { DebugProfile } from '../profiles/debug-profile.ts';
import { ProfileUnavailable } from './profile-errors.ts';
import { subject } from './this-thread.ts';

/** Nobody leaves before the answer is there. */
const NEVER = new AbortController().signal;

/** Writes what the debug server would answer. The stream stays open. */
export async function writeAnswer(profile: DebugProfile, stream: Writable, debug: number): Promise<void> {
  const { status, body } = await profile.answer(new Parameters(`debug=${debug}`), subject, NEVER);
  if (status >= 400) throw new ProfileUnavailable(typeof body === 'string' ? body.trimEnd() : `${status}`);
  await new Promise<void>((resolve, reject) => {
    stream.write(body, (error) => (error ? reject(error) : resolve()));
  });
}
