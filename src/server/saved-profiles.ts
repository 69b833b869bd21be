import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Lab } from '#lab/catalog.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { LabEnv } from './environment.ts';
import { ServerError } from './errors.ts';
import { MAX_PROFILE_FILE_BYTES } from './limits.ts';
import { parseInput } from './parse.ts';

const SUFFIX = '.pb.gz';
const query = z.object({ path: z.string().endsWith(SUFFIX).max(4_000) });

/** Profiles that the learner saved in the workspace, with `curl -o` or `pprof`: what the terminal prints is a link. */
export function savedProfileRoutes(workspace: Workspace): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/', async (c) => {
    const { path } = parseInput(c.req.query(), query);
    const bytes = await readProfile(workspace, c.get('open').lab, path);
    return c.body(Buffer.from(bytes), 200, { 'Content-Type': 'application/octet-stream' });
  });
}

/**
 * @param path from the lab's folder, or absolute, as the terminal printed it.
 * @throws {ServerError} `unknown-profile` for whatever is not a file of the workspace with that ending, links followed.
 */
export async function readProfile(workspace: Workspace, lab: Lab, path: string): Promise<Uint8Array> {
  const asked = resolve(await workspace.folder(lab), path);
  const [root, real] = await Promise.all([realpath(workspace.root), realpath(asked).catch(() => null)]);
  if (real === null || !real.startsWith(join(root, sep)) || !basename(real).endsWith(SUFFIX)) {
    throw new ServerError('unknown-profile');
  }
  // What was looked at is what is opened: a link put in its place meanwhile is not followed.
  await using file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  const { size } = await file.stat().then((entry) => (entry.isFile() ? entry : { size: Number.NaN }));
  if (Number.isNaN(size)) throw new ServerError('unknown-profile');
  if (size > MAX_PROFILE_FILE_BYTES) throw new ServerError('too-large');
  return file.readFile();
}
