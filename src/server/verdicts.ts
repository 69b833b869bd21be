import { Hono } from 'hono';
import { z } from 'zod';
import type { VerdictRequest } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { readJson } from './parse.ts';
import { visibleVariant } from './variant.ts';
import type { VerdictDesk } from './verdict-desk.ts';

const verdictRequest: z.ZodType<VerdictRequest> = z.strictObject({ variant: visibleVariant });

/** Orders a verdict; how it goes and what comes out arrives with the lab's events. */
export function verdictRoutes(desk: VerdictDesk): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/', async (c) => {
    const { variant } = await readJson(c, verdictRequest);
    desk.order(c.get('open').lab, variant);
    return c.body(null, 202);
  });
}
