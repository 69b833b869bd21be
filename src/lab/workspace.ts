/**
 * The learner's own copies of the labs' files. Nothing here ever loses what the learner wrote: copies are made only
 * where none exists, saves are refused when somebody saved in between, and a reset keeps what was there.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, realpath } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { Lab } from './catalog.ts';
import { localTimestamp } from './local-timestamp.ts';
import { workspaceDir } from './paths.ts';
import { replaceFile } from './replace-file.ts';
import type { Variant } from './run.ts';
import { Turns } from './turns.ts';
import { WorkspaceError } from './workspace-error.ts';

/** What the editor may show: the wrong fix is our own control, never the learner's to read. */
export type VisibleVariant = Exclude<Variant, 'wrong-fix'>;

export interface WorkspaceFile {
  readonly name: string;
  readonly variants: readonly VisibleVariant[];
}

export interface FileVersion {
  readonly name: string;
  readonly variant: VisibleVariant;
  readonly content: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly version: string;
  /** Fingerprint of the variant's whole code as it is with this file. */
  readonly code: string;
}

export interface Reset {
  readonly file: FileVersion;
  /** Name of the dated copy that keeps what was there; `null` when it equalled the original. */
  readonly keptAs: string | null;
}

const ENTRY = 'server.ts';
const SOLUTION = 'solution.ts';
const WRONG_FIX = 'wrong-fix.ts';
const PROFILES = 'perfis';
/** Enough to tell a learner's versions apart. */
const FINGERPRINT_LENGTH = 12;

/** A lab's file has around a hundred lines; past this it is a paste by mistake, not a fix. */
const MAX_FILE_BYTES = 512 * 1024;

export class Workspace {
  readonly root: string;
  /** Saves of one process take turns, so that of two with the same base the second is refused. */
  readonly #turns = new Turns();

  constructor(root: string = workspaceDir()) {
    this.root = root;
  }

  /** The file to run. The learner's copy is made on first use. */
  async entry(lab: Lab, variant: Variant): Promise<string> {
    switch (variant) {
      case 'mine':
        return this.#ownCopy(lab, ENTRY);
      case 'original':
        return join(lab.dir, ENTRY);
      case 'solution':
        return join(lab.dir, SOLUTION);
      case 'wrong-fix':
        return join(lab.dir, WRONG_FIX);
    }
  }

  /** The folder of the learner's copy, which is made on first use. */
  async folder(lab: Lab): Promise<string> {
    return dirname(await this.#ownCopy(lab, ENTRY));
  }

  /** Short, and equal only for the same code: of the entry and of what it may import. */
  async fingerprint(lab: Lab, variant: Variant): Promise<string> {
    const entry = await this.entry(lab, variant);
    const siblings = (await this.list(lab)).filter(({ name }) => name !== ENTRY);
    const folder = dirname(entry);
    const hash = createHash('sha256');
    for (const path of [entry, ...siblings.map(({ name }) => join(folder, name))]) {
      hash.update(await readFile(path).catch(() => '')).update('\0');
    }
    return hash.digest('hex').slice(0, FINGERPRINT_LENGTH);
  }

  /** Where the profiles taken of a lab are kept. */
  profilesDir(lab: Lab): string {
    return join(this.root, lab.slug, PROFILES);
  }

  /** The files a learner works on, the entry first. */
  async list(lab: Lab): Promise<readonly WorkspaceFile[]> {
    const entries = await readdir(lab.dir, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => entry.name);
    const own = names.filter((name) => name !== ENTRY && name !== SOLUTION && name !== WRONG_FIX).sort();
    return [
      { name: ENTRY, variants: ['mine', 'original', 'solution'] },
      ...own.map((name) => ({ name, variants: ['mine', 'original'] as const })),
    ];
  }

  /** @throws {WorkspaceError} `unknown-file` for any name that {@link list} does not give. */
  async read(lab: Lab, variant: VisibleVariant, name: string): Promise<FileVersion> {
    return this.#version(lab, variant, name, await readFile(await this.#locate(lab, variant, name), 'utf8'));
  }

  /**
   * Writes the learner's copy, whole or not at all.
   * @param baseVersion the version that the edit started from.
   * @throws {WorkspaceError} `file-changed` when the file is no longer at `baseVersion`; `too-large`; `unknown-file`.
   */
  async save(lab: Lab, name: string, content: string, baseVersion: string): Promise<FileVersion> {
    if (Buffer.byteLength(content) > MAX_FILE_BYTES) throw new WorkspaceError('too-large');
    const path = await this.#locate(lab, 'mine', name);
    return this.#turns.take(async () => {
      if (sha256(await readFile(path, 'utf8')) !== baseVersion) throw new WorkspaceError('file-changed');
      await replaceFile(path, content);
      return this.#version(lab, 'mine', name, content);
    });
  }

  /** Puts the original back. What was there stays beside it under a dated name. */
  async reset(lab: Lab, name: string): Promise<Reset> {
    const path = await this.#locate(lab, 'mine', name);
    const original = await readFile(await this.#locate(lab, 'original', name), 'utf8');
    return this.#turns.take(async () => {
      const isOriginal = (await readFile(path, 'utf8')) === original;
      const keptAs = isOriginal ? null : await keepDatedCopy(dirname(path), name);
      if (!isOriginal) await replaceFile(path, original);
      return { file: await this.#version(lab, 'mine', name, original), keptAs };
    });
  }

  async #version(lab: Lab, variant: VisibleVariant, name: string, content: string): Promise<FileVersion> {
    return { name, variant, content, version: sha256(content), code: await this.fingerprint(lab, variant) };
  }

  /** A name reaches the disk only after it was found in the list: a path cannot be smuggled in. */
  async #locate(lab: Lab, variant: VisibleVariant, name: string): Promise<string> {
    const file = (await this.list(lab)).find((file) => file.name === name);
    if (file === undefined || !file.variants.includes(variant)) throw new WorkspaceError('unknown-file');
    if (variant === 'mine') return this.#ownCopy(lab, name);
    return join(lab.dir, variant === 'solution' ? SOLUTION : name);
  }

  async #ownCopy(lab: Lab, name: string): Promise<string> {
    await mkdir(join(this.root, lab.slug), { recursive: true });
    const folder = await withoutDetour(await realpath(this.root), lab.slug);
    // All files come together: the entry may import its siblings.
    for (const file of await this.list(lab)) await copyIfMissing(join(lab.dir, file.name), join(folder, file.name));
    return withoutDetour(folder, name);
  }
}

/** `name` in a folder given by its real path; refused when a link of that name leads elsewhere, out of the workspace. */
async function withoutDetour(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  if ((await realpath(path).catch(() => null)) !== path) throw new WorkspaceError('unknown-file');
  return path;
}

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

async function copyIfMissing(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
}

async function keepDatedCopy(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  const dated = `${stem}.${localTimestamp(new Date())}`;
  for (let attempt = 1; ; attempt++) {
    const kept = attempt === 1 ? dated + ext : `${dated}-${attempt}${ext}`;
    try {
      await copyFile(join(folder, name), join(folder, kept), constants.COPYFILE_EXCL);
      return kept;
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
