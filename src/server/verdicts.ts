import { Hono } from 'hono';
import { z } from 'zod';
import type { VerdictRequest } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { readJson } from './parse.ts';
import { visibleVariant } from './variant.ts';
import type { VerdictDesk } from './verdict-desk.ts';

/** Longer than any function's name; it comes back in the verdict's words. */
const MAX_SUSPECT_CHARACTERS = 120;

const diagnosis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('suspect'), name: z.string().trim().min(1).max(MAX_SUSPECT_CHARACTERS) }),
  z.strictObject({ kind: z.literal('not-a-leak') }),
]);

const verdictRequest: z.ZodType<VerdictRequest> = z.strictObject({
  variant: visibleVariant,
  diagnosis: diagnosis.optional(),
});

/** Orders a verdict; how it goes and what comes out arrives with the lab's events. */
export function verdictRoutes(desk: VerdictDesk): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/', async (c) => {
    const request = await readJson(c, verdictRequest);
    desk.order(c.get('open'), request);
    return c.body(null, 202);
  });
}
