import { Hono } from 'hono';
import { z } from 'zod';
import { lessonId, progressShape, STEPS, withLast, withoutStep, withStep } from '#lab/progress.ts';
import type { ProgressFile } from '#lab/progress-file.ts';
import type { LastPlaceRequest, ProgressAnswer, StepRequest } from './contract.ts';
import type { ServerEnv } from './environment.ts';
import { parseInput, readJson } from './parse.ts';

const stepRequest: z.ZodType<StepRequest> = z.strictObject({
  lesson: lessonId,
  step: z.enum(STEPS),
  done: z.boolean(),
});
const lastPlace: z.ZodType<LastPlaceRequest> = z.strictObject({ lesson: lessonId, step: z.enum(STEPS).nullable() });

/** The learner's progress: read, marked by hand, carried away and brought back. */
export function progressRoutes(file: ProgressFile): Hono<ServerEnv> {
  return new Hono<ServerEnv>()
    .get('/', async (c) => c.json<ProgressAnswer>(await file.read()))
    .put('/step', async (c) => {
      const { lesson, step, done } = await readJson(c, stepRequest);
      const progress = await file.update((before) =>
        done ? withStep(before, lesson, step, 'hand', Date.now()) : withoutStep(before, lesson, step),
      );
      return c.json<ProgressAnswer>({ progress, keptAside: null });
    })
    .put('/last', async (c) => {
      const place = await readJson(c, lastPlace);
      await file.update((before) => withLast(before, { ...place, at: Date.now() }));
      return c.body(null, 204);
    })
    .get('/file', async (c) => {
      const { progress } = await file.read();
      return c.body(`${JSON.stringify(progress, null, 2)}\n`, 200, {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="vazou-progresso.json"',
      });
    })
    .post('/file', async (c) => {
      const other = parseInput(await readJson(c, z.unknown()), progressShape);
      return c.json<ProgressAnswer>({ progress: await file.import(other), keptAside: null });
    });
}
