import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { listLabs, type Lab } from '#lab/catalog.ts';
import { accepted } from './accepted.ts';
import type { LabDetail, LabSummary, LoadRequest, StartRequest } from './contract.ts';
import type { LabEnv, ServerEnv } from './environment.ts';
import type { LabRegistry } from './lab-registry.ts';
import { MAX_LOAD_REQUESTS } from './limits.ts';
import { readJson } from './parse.ts';
import { visibleVariant } from './variant.ts';

const startRequest: z.ZodType<StartRequest> = z.strictObject({ variant: visibleVariant });
const loadRequest: z.ZodType<LoadRequest> = z.strictObject({
  requests: z.int().min(1).max(MAX_LOAD_REQUESTS).nullish(),
});

/** Finds the lab that `:id` names, for every route below it. */
export const chosenLab = (registry: LabRegistry) =>
  createMiddleware<LabEnv, '/:id'>(async (c, next) => {
    c.set('open', await registry.open(c.req.param('id')));
    await next();
  });

/** The list of labs. */
export function catalogRoutes(registry: LabRegistry): Hono<ServerEnv> {
  return new Hono<ServerEnv>().get('/', async (c) => {
    const labs = await listLabs();
    return c.json<LabSummary[]>(labs.map((lab) => ({ ...nameOf(lab), state: registry.stateOf(lab) })));
  });
}

/** One lab: what it is, and the orders it takes. Each order answers 202; its outcome comes with the events. */
export function labRoutes(registry: LabRegistry): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', (c) => c.json<LabDetail>(detailOf(c.get('open').lab)))
    .post('/start', async (c) => {
      const { variant } = await readJson(c, startRequest);
      const open = c.get('open');
      registry.makeRoomFor(open);
      await accepted(open.run, () => open.run.start(variant));
      return c.body(null, 202);
    })
    .post('/stop', async (c) => {
      const { run } = c.get('open');
      await accepted(run, () => run.stop());
      return c.body(null, 202);
    })
    .post('/restart', async (c) => {
      const open = c.get('open');
      registry.makeRoomFor(open);
      await accepted(open.run, () => open.run.restart());
      return c.body(null, 202);
    })
    .post('/gc', async (c) => {
      await c.get('open').run.gc();
      return c.body(null, 202);
    })
    .post('/load', async (c) => {
      const { requests } = await readJson(c, loadRequest);
      c.get('open').run.startLoad(requests);
      return c.body(null, 202);
    })
    .delete('/load', (c) => {
      c.get('open').run.stopLoad();
      return c.body(null, 202);
    });
}

function nameOf({ slug, scenario }: Lab): Pick<LabSummary, 'id' | 'title' | 'summary'> {
  return { id: slug, title: scenario.title, summary: scenario.summary };
}

/** Chosen field by field: a scenario also holds the acceptance and code, which are not the browser's. */
function detailOf(lab: Lab): LabDetail {
  const { ceilingMiB, routes, load, hints, evidence, symptom, diagnostics = {} } = lab.scenario;
  return {
    ...nameOf(lab),
    ceilingMiB,
    routes,
    burst: load.burst,
    hints,
    evidence: {
      profile: evidence.profile,
      function: evidence.function,
      file: evidence.file,
      sampleType: evidence.sampleType,
      constructorName: evidence.constructorName ?? null,
    },
    symptom,
    profilers: {
      promises: diagnostics.promises !== undefined,
      external: diagnostics.external !== undefined,
      fd: diagnostics.fd === true,
    },
  };
}
