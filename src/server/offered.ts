import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { z } from 'zod';
import { t } from '#i18n/index.ts';
import type { OfferedProfiles, OfferedSource } from './contract.ts';
import type { ServerEnv } from './environment.ts';
import { ServerError } from './errors.ts';
import { MAX_SOURCE_BYTES } from './limits.ts';
import { parseInput } from './parse.ts';

export interface OfferedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What `pprof -http` shows: it is in memory before the server starts, and never changes. */
export interface Offer {
  readonly profile: OfferedFile;
  readonly base: OfferedFile | null;
  /** The files that the profiles name. No other can be read through us. */
  readonly sourceFiles: ReadonlySet<string>;
}

const query = z.object({ file: z.string().max(4_000) });
const which = z.object({ which: z.enum(['profile', 'base']) });

/** Without an offer every address answers 404. */
export function offeredRoutes(offer: Offer | null): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get('/', (c) =>
      c.json<OfferedProfiles>({ names: { profile: offer?.profile.name ?? null, base: offer?.base?.name ?? null } }),
    )
    .get('/source', async (c) => {
      const { file } = parseInput(c.req.query(), query);
      if (!offer?.sourceFiles.has(file)) throw new ServerError('not-found');
      return c.json<OfferedSource>(await sourceOf(file));
    })
    .get('/:which', (c) => {
      const file = offer?.[parseInput(c.req.param(), which).which];
      if (!file) throw new ServerError('not-found');
      return c.body(Buffer.from(file.bytes), 200, { 'Content-Type': 'application/octet-stream' });
    });
}

async function sourceOf(file: string): Promise<OfferedSource> {
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const { size } = await stat(path);
    if (size > MAX_SOURCE_BYTES) return { why: t.server.sourceTooLarge(file) };
    return { text: await readFile(path, 'utf8') };
  } catch {
    return { why: t.server.sourceMissing(file) };
  }
}
