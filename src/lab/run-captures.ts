import { CaptureStore, type CaptureFacts } from './capture-store.ts';
import { readLastProfile } from './last-profile.ts';
import type { RunHistory } from './run-history.ts';
import type { Capture, Death } from './run.ts';

/** The captures of a lab, and the word of them to whoever follows its run. */
export class RunCaptures {
  readonly #store: CaptureStore;
  readonly #history: RunHistory;

  constructor(folder: string, history: RunHistory) {
    this.#store = new CaptureStore(folder);
    this.#history = history;
  }

  get list(): readonly Capture[] {
    return this.#store.list;
  }

  async keep(bytes: Uint8Array, facts: CaptureFacts): Promise<Capture> {
    const before = this.#store.list.length;
    const capture = await this.#store.add(bytes, facts);
    this.#history.record({ type: 'capture', capture });
    // Some were given up to make room.
    if (this.#store.list.length <= before) this.#tell();
    return capture;
  }

  /** The profile that a dying process left behind, if it did. */
  async keepLastOf(death: Death, facts: Pick<CaptureFacts, 'variant' | 'code'>): Promise<void> {
    if (death.kind !== 'out-of-memory' || death.lastProfile === undefined) return;
    const left = await readLastProfile(death.lastProfile);
    if (left !== null) await this.keep(left.bytes, { ...facts, profile: 'heap', takenAt: left.takenAt, atDeath: true });
  }

  /** The bytes of a capture; `undefined` once it was given up for newer ones. */
  read(id: string): Promise<Uint8Array | undefined> {
    return this.#store.read(id);
  }

  /** Where the file of a capture is. */
  pathOf(id: string): string {
    return this.#store.pathOf(id);
  }

  /** Why a capture has no file; `null` when it has one. */
  whyUnwritten(id: string): string | null {
    return this.#store.whyUnwritten(id);
  }

  /** @param name empty: none any more. */
  async rename(id: string, name: string): Promise<Capture | undefined> {
    const renamed = await this.#store.rename(id, name);
    if (renamed !== undefined) this.#tell();
    return renamed;
  }

  /** Whether there was one of that name. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.#store.remove(id);
    if (removed) this.#tell();
    return removed;
  }

  #tell(): void {
    this.#history.record({ type: 'captures', captures: this.#store.list });
  }
}
