import { Hono } from 'hono';
import type { Capture } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { ServerError } from './errors.ts';

/** Profiles taken from a lab. The run keeps the bytes and bounds how many. */
export function captureRoutes(): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', (c) => c.json<Capture[]>([...c.get('open').run.snapshot().captures]))
    .post('/', async (c) => {
      const { capture } = await c.get('open').run.captureHeap();
      return c.json<Capture>(capture, 201);
    })
    .get('/:captureId', (c) => {
      const { lab, run } = c.get('open');
      const id = c.req.param('captureId');
      const bytes = run.readCapture(id);
      if (bytes === undefined) throw new ServerError('unknown-capture');
      // No Content-Encoding: the gzip is part of the pprof format, and tools want it whole.
      return c.body(Buffer.from(bytes), 200, {
        'Content-Type': 'application/octet-stream',
        // The id is one that the run made, since it has the bytes.
        'Content-Disposition': `attachment; filename="${lab.slug}-${id}.pb.gz"`,
      });
    });
}
