import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';
import type { Capture } from './run.ts';

/** A profile of a lab is a few KB, a trace some hundreds; these bounds are for a week of clicking, not for one capture. */
const MAX_CAPTURES = 40;
const MAX_BYTES = 32 * 1024 * 1024;
/** Fits a line of the list. */
export const MAX_CAPTURE_NAME = 60;

const shape: z.ZodType<Capture> = z.object({
  id: z.string().regex(/^[a-z]+-\d{1,9}$/),
  profile: z.enum(['heap', 'allocs', 'goroutine', 'external', 'fd', 'block', 'profile', 'trace']),
  takenAt: z.number(),
  variant: z.enum(['mine', 'original', 'solution', 'wrong-fix']),
  size: z.number(),
  code: z.string(),
  seconds: z.number().optional(),
  name: z.string().max(MAX_CAPTURE_NAME).optional(),
  atDeath: z.literal(true).optional(),
  verdict: z.enum(['pass', 'fail']).optional(),
});

/** What is known of a capture besides its bytes. */
export type CaptureFacts = Omit<Capture, 'id' | 'size' | 'name'>;

/**
 * The profiles taken of a lab: each a file that any pprof reads (or that trace viewers do), and beside it what is known of it. They outlive the
 * workshop. The oldest are given up first, those that somebody gave a name last of all.
 */
export class CaptureStore {
  readonly #folder: string;
  #captures: Capture[];
  /** Those that could not be written: a full disk must not cost the capture of the moment. */
  readonly #unwritten = new Map<string, { readonly bytes: Uint8Array; readonly why: string }>();

  /** @param folder is made with the first capture. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#captures = readFolder(folder);
  }

  /** The oldest first. */
  get list(): readonly Capture[] {
    return [...this.#captures];
  }

  /** Where a capture's bytes are. */
  pathOf(id: string): string {
    return join(this.#folder, fileNameOf(id));
  }

  /** Why a capture has no file; `null` when it has one. */
  whyUnwritten(id: string): string | null {
    return this.#unwritten.get(id)?.why ?? null;
  }

  async add(bytes: Uint8Array, facts: CaptureFacts): Promise<Capture> {
    const capture: Capture = { id: await this.#keep(bytes, facts.profile), size: bytes.byteLength, ...facts };
    // Without its facts it is found no more after a restart; now it is there all the same.
    await this.#describe(capture).catch(() => undefined);
    this.#captures = [...this.#captures, capture].sort((a, b) => a.takenAt - b.takenAt);
    await this.#makeRoom(capture);
    return capture;
  }

  /** The bytes; `undefined` where there is none of that name, or its file is gone. */
  async read(id: string): Promise<Uint8Array | undefined> {
    if (!this.#captures.some((capture) => capture.id === id)) return undefined;
    return this.#unwritten.get(id)?.bytes ?? readFile(this.pathOf(id)).catch(() => undefined);
  }

  /** @param name an empty one takes the name away. */
  async rename(id: string, name: string): Promise<Capture | undefined> {
    const known = this.#captures.find((capture) => capture.id === id);
    if (known === undefined) return undefined;
    const { name: _, ...facts } = known;
    const renamed: Capture = name === '' ? facts : { ...facts, name };
    await this.#describe(renamed);
    this.#captures = this.#captures.map((capture) => (capture.id === id ? renamed : capture));
    return renamed;
  }

  /** Whether there was one. */
  async remove(id: string): Promise<boolean> {
    if (!this.#captures.some((capture) => capture.id === id)) return false;
    this.#captures = this.#captures.filter((capture) => capture.id !== id);
    this.#unwritten.delete(id);
    await Promise.all([rm(this.#factsOf(id), { force: true }), rm(this.pathOf(id), { force: true })]);
    return true;
  }

  /** Writes the bytes under a number that nobody has taken, another process of ours neither. */
  async #keep(bytes: Uint8Array, profile: string): Promise<string> {
    const numbers = this.#captures.filter((capture) => capture.profile === profile).map(({ id }) => numberOf(id));
    for (let number = Math.max(0, ...numbers) + 1; ; number++) {
      const id = `${profile}-${number}`;
      const why = await written(this.#folder, this.pathOf(id), bytes);
      if (why === 'taken') continue;
      if (why !== null) this.#unwritten.set(id, { bytes, why });
      return id;
    }
  }

  async #describe(capture: Capture): Promise<void> {
    if (this.#unwritten.has(capture.id)) return;
    await replaceFile(this.#factsOf(capture.id), `${JSON.stringify(capture)}\n`);
  }

  #factsOf(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #makeRoom(newest: Capture): Promise<void> {
    const size = (): number => this.#captures.reduce((sum, capture) => sum + capture.size, 0);
    while (this.#captures.length > 1 && (this.#captures.length > MAX_CAPTURES || size() > MAX_BYTES)) {
      const others = this.#captures.filter(({ id }) => id !== newest.id);
      await this.remove((others.find(({ name }) => name === undefined) ?? others[0]!).id);
    }
  }
}

/** `null` when it is written, `taken` when there is such a file already; else why it could not be. */
async function written(folder: string, path: string, bytes: Uint8Array): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return String(error);
  }
  try {
    await writeFile(path, bytes, { flag: 'wx' });
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'taken' : String(error);
  }
}

/** A trace is JSON, everything else a profile. */
export const fileNameOf = (id: string): string => `${id}${id.startsWith('trace-') ? '.json.gz' : '.pb.gz'}`;

const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));

/** What does not look like a capture is somebody else's, and left alone. */
function readFolder(folder: string): Capture[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const found = names.flatMap((file) => {
    if (!file.endsWith('.json')) return [];
    try {
      const capture = shape.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const { size } = statSync(join(folder, fileNameOf(capture.id)));
      return file === `${capture.id}.json` && size === capture.size ? [capture] : [];
    } catch {
      return [];
    }
  });
  return found.sort((a, b) => a.takenAt - b.takenAt);
}
