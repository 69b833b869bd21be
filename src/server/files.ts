import { Hono } from 'hono';
import { z } from 'zod';
import type { Workspace } from '#lab/workspace.ts';
import type { FileContent, FileInfo, ResetAnswer, SaveRequest } from './contract.ts';
import type { LabEnv } from './environment.ts';
import { parseInput, readJson } from './parse.ts';
import { visibleVariant } from './variant.ts';

const SHA256_HEX = /^[0-9a-f]{64}$/;
const query = z.object({ variant: visibleVariant.default('mine') });
const saveRequest: z.ZodType<SaveRequest> = z.strictObject({
  content: z.string(),
  baseVersion: z.string().regex(SHA256_HEX),
});

/** The lab's files. A name is only ever compared with the workspace's own list, never joined to a path here. */
export function fileRoutes(workspace: Workspace): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', async (c) => c.json<FileInfo[]>([...(await workspace.list(c.get('open').lab))]))
    .get('/:name', async (c) => {
      const { variant } = parseInput(c.req.query(), query);
      return c.json<FileContent>(await workspace.read(c.get('open').lab, variant, c.req.param('name')));
    })
    .put('/:name', async (c) => {
      const { content, baseVersion } = await readJson(c, saveRequest);
      return c.json<FileContent>(await workspace.save(c.get('open').lab, c.req.param('name'), content, baseVersion));
    })
    .post('/:name/reset', async (c) =>
      c.json<ResetAnswer>(await workspace.reset(c.get('open').lab, c.req.param('name'))),
    );
}
