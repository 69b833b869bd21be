import { readFile, stat } from 'node:fs/promises';
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
  /** Where the files are that the profiles name, by those names. No other can be read through us. */
  readonly sourceFiles: ReadonlyMap<string, string>;
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
      const path = offer?.sourceFiles.get(file);
      return c.json<OfferedSource>(path === undefined ? { why: t.server.sourceMissing(file) } : await sourceOf(path));
    })
    .get('/:which', (c) => {
      const file = offer?.[parseInput(c.req.param(), which).which];
      if (!file) throw new ServerError('not-found');
      return c.body(Buffer.from(file.bytes), 200, { 'Content-Type': 'application/octet-stream' });
    });
}

async function sourceOf(path: string): Promise<OfferedSource> {
  try {
    const { size } = await stat(path);
    if (size > MAX_SOURCE_BYTES) return { why: t.server.sourceTooLarge(path) };
    return { text: await readFile(path, 'utf8') };
  } catch {
    return { why: t.server.sourceMissing(path) };
  }
}
