/**
 * The workshop's server behind Astro's development server: `node dev-server.ts <origin that the browser sees>`.
 * Started by src/integrations/workshop-dev.ts, told to it by message, and gone when it goes.
 */
import { once } from 'node:events';
import { startWorkshop } from '#server/start-server.ts';

/** What the parent learns once the server listens. */
export interface DevServerReady {
  readonly port: number;
  readonly startUrl: string;
}

const publicOrigin = process.argv[2];
if (publicOrigin === undefined || !process.send) throw new Error('dev-server.ts is started by astro dev');

// Ctrl-C reaches the whole process group. The parent decides when this process ends, so that the labs end in order.
process.on('SIGINT', () => {});

await using workshop = await startWorkshop({ port: 0, publicOrigin });
process.send({ port: workshop.port, startUrl: workshop.startUrl } satisfies DevServerReady);
await once(process, 'disconnect');
