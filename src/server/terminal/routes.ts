import { Hono } from 'hono';
import type { TerminalInfo } from '../contract.ts';
import type { LabEnv } from '../environment.ts';
import type { Terminals } from './terminals.ts';

/** The terminals of a lab: which there are, another one, and its end. What they show goes through a WebSocket. */
export function terminalRoutes(terminals: Terminals): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', (c) => c.json<TerminalInfo[]>([...terminals.list(c.get('open').lab)]))
    .post('/', async (c) => c.json<TerminalInfo>(await terminals.open(c.get('open').lab), 201))
    .get('/:terminalId', (c) => {
      const { id, number } = terminals.find(c.get('open').lab.slug, c.req.param('terminalId'));
      return c.json<TerminalInfo>({ id, number });
    })
    .delete('/:terminalId', async (c) => {
      await terminals.close(c.get('open').lab.slug, c.req.param('terminalId'));
      return c.body(null, 204);
    });
}
