import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { LabEnv } from './environment.ts';

/**
 * Every object of a lab's heap, passed on as it comes: it may have hundreds of megabytes, and it has whatever the
 * process has in memory, so nothing of it is kept. A POST, since it stops the process for a moment.
 */
export function heapSnapshotRoutes(): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/', async (c) => {
    const { lab, run } = c.get('open');
    const { body, size } = await run.heapSnapshot(c.req.raw.signal);
    // Whoever goes away ends it: nobody else reads on.
    c.env.outgoing.once('close', () => body.destroy());
    return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${lab.slug}.heapsnapshot"`,
      ...(size !== null && { 'Content-Length': String(size) }),
    });
  });
}
