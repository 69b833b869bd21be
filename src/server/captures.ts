import { Hono } from 'hono';
import { z } from 'zod';
import { fileNameOf, MAX_CAPTURE_NAME } from '#lab/capture-store.ts';
import type { Capture, CaptureRequest, RenameRequest } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { ServerError } from './errors.ts';
import { MAX_CAPTURE_SECONDS } from './limits.ts';
import { readJson } from './parse.ts';

const captureRequest: z.ZodType<CaptureRequest> = z.strictObject({
  profile: z.enum(['heap', 'allocs', 'goroutine', 'external', 'fd', 'block', 'profile', 'trace']).default('heap'),
  seconds: z.int().min(0).max(MAX_CAPTURE_SECONDS).default(0),
});

const renameRequest: z.ZodType<RenameRequest> = z.strictObject({ name: z.string().trim().max(MAX_CAPTURE_NAME) });

/** Profiles taken from a lab. The run keeps the bytes and bounds how many. */
export function captureRoutes(): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', (c) => c.json<Capture[]>([...c.get('open').run.captures.list]))
    .post('/', async (c) => {
      const { profile, seconds } = await readJson(c, captureRequest);
      const { capture } = await c.get('open').run.capture({ profile, seconds, signal: c.req.raw.signal });
      return c.json<Capture>(capture, 201);
    })
    .get('/:captureId', async (c) => {
      const { lab, run } = c.get('open');
      const id = c.req.param('captureId');
      const bytes = await run.captures.read(id);
      if (bytes === undefined) throw new ServerError('unknown-capture');
      // No Content-Encoding: the gzip is part of the pprof format, and tools want it whole.
      return c.body(Buffer.from(bytes), 200, {
        'Content-Type': 'application/octet-stream',
        // The id is one that the run made, since it has the bytes.
        'Content-Disposition': `attachment; filename="${lab.slug}-${fileNameOf(id)}"`,
      });
    })
    .put('/:captureId/name', async (c) => {
      const { name } = await readJson(c, renameRequest);
      const renamed = await c.get('open').run.captures.rename(c.req.param('captureId'), name);
      if (renamed === undefined) throw new ServerError('unknown-capture');
      return c.json<Capture>(renamed);
    })
    .delete('/:captureId', async (c) => {
      const removed = await c.get('open').run.captures.remove(c.req.param('captureId'));
      if (!removed) throw new ServerError('unknown-capture');
      return c.body(null, 204);
    });
}
