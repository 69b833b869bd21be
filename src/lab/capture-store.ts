import type { Capture, CaptureProfile, Variant } from './run.ts';

/** A profile of a lab is a few KB, a trace some hundreds; these bounds are for a day of clicking, not for one capture. */
const MAX_CAPTURES = 40;
const MAX_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly capture: Capture;
  readonly bytes: Uint8Array;
}

/** What is known of a capture when it comes in. */
export interface CaptureFacts {
  readonly profile: CaptureProfile;
  readonly variant: Variant;
  /** How long it was recorded; 0 for one moment. */
  readonly seconds?: number;
  /** When a dying process took it; omitted for one that was asked for now. */
  readonly atDeath?: number;
}

/** The profiles taken from a run, the oldest given up first. */
export class CaptureStore {
  readonly #kept: Kept[] = [];
  #taken = 0;

  get list(): readonly Capture[] {
    return this.#kept.map(({ capture }) => capture);
  }

  add(bytes: Uint8Array, { profile, variant, seconds = 0, atDeath }: CaptureFacts): Capture {
    const id = `${profile}-${++this.#taken}`;
    const capture: Capture = {
      id,
      profile,
      takenAt: atDeath ?? Date.now(),
      variant,
      size: bytes.byteLength,
      ...(seconds > 0 && { seconds }),
      ...(atDeath !== undefined && { atDeath: true }),
    };
    this.#kept.push({ capture, bytes });
    while (this.#kept.length > 1 && (this.#kept.length > MAX_CAPTURES || this.#size() > MAX_BYTES)) this.#kept.shift();
    return capture;
  }

  read(id: string): Uint8Array | undefined {
    return this.#kept.find(({ capture }) => capture.id === id)?.bytes;
  }

  #size(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }
}
