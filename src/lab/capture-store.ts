import type { Capture, Variant } from './run.ts';

/** A profile of a lab is a few KB; these bounds are for a day of clicking, not for one capture. */
const MAX_CAPTURES = 40;
const MAX_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly capture: Capture;
  readonly bytes: Uint8Array;
}

/** The profiles taken from a run, the oldest given up first. */
export class CaptureStore {
  readonly #kept: Kept[] = [];
  #taken = 0;

  get list(): readonly Capture[] {
    return this.#kept.map(({ capture }) => capture);
  }

  /** @param atDeath when a dying process took it; omitted for one that was asked for now. */
  add(bytes: Uint8Array, variant: Variant, atDeath?: number): Capture {
    const id = `heap-${++this.#taken}`;
    const capture: Capture = {
      id,
      profile: 'heap',
      takenAt: atDeath ?? Date.now(),
      variant,
      size: bytes.byteLength,
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
