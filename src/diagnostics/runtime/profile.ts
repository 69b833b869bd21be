import type { Writable } from 'node:stream';
import { PROFILE_NAMES } from '../http/routes.ts';
import { CustomProfile, customProfiles } from '../main/custom-profiles.ts';
import { captureStack } from '../main/stack.ts';
import { customProfile } from '../profiles/custom.ts';
import { DuplicateValue, EmptyProfileName, ProfileNameTaken } from './profile-errors.ts';
import { writeAnswer } from './write.ts';

/** What every profile can do, those of the diagnostics and those of the app: a `*pprof.Profile` of Go's. */
export interface ReadableProfile {
  readonly name: string;
  /** How many entries it has now: Go's `Profile.Count`. */
  count(): number;
  /**
   * Go's `Profile.WriteTo`: with `debug` 0 the file that tools read, gzipped; with 1 text for people; with 2, where there
   * is that, one block for each entry. Resolves once it is written, and leaves the stream open.
   * @throws {ProfileUnavailable} when it is off in this process.
   */
  writeTo(stream: Writable, debug: number): Promise<void>;
}

/** Made or still in the making, by name, for {@link lookupCustom}. */
const made = new Map<string, Profile>();

/**
 * A profile of the app's own: what it holds open, by who opened it. Go's `pprof.NewProfile`. Served, too, at
 * `/debug/pprof/<name>`.
 *
 * @example
 * const connections = new Profile('conexoes');
 * connections.add(socket, 0);
 * socket.once('close', () => connections.remove(socket));
 */
export class Profile implements ReadableProfile {
  readonly name: string;
  readonly #values: CustomProfile;

  /**
   * @throws {EmptyProfileName}
   * @throws {ProfileNameTaken}
   */
  constructor(name: string) {
    if (name === '') throw new EmptyProfileName();
    if (customProfiles.has(name) || PROFILE_NAMES.has(name)) throw new ProfileNameTaken(name);
    this.name = name;
    this.#values = new CustomProfile(name);
    customProfiles.set(name, this.#values);
    made.set(name, this);
  }

  /**
   * Adds a value with the stack of the caller: Go's `Profile.Add`. The profile holds on to the value until
   * {@link remove}: one that is never removed is the leak to be shown.
   * @param skip so many callers are left out, for a helper that adds in its callers' name.
   * @throws {DuplicateValue}
   */
  add(value: unknown, skip = 0): void {
    if (this.#values.has(value)) throw new DuplicateValue();
    this.#values.add(value, captureStack().slice(Math.max(0, skip)));
  }

  /** Takes the value out, if it is in: Go's `Profile.Remove`. */
  remove(value: unknown): void {
    this.#values.remove(value);
  }

  /** Go's `Profile.Count`. */
  count(): number {
    return this.#values.count;
  }

  /** Go's `Profile.WriteTo`. */
  writeTo(stream: Writable, debug: number): Promise<void> {
    return writeAnswer(customProfile(this.name), stream, debug);
  }
}

export function lookupCustom(name: string): Profile | undefined {
  return made.get(name);
}

export function allCustom(): readonly Profile[] {
  return [...made.values()];
}
