/**
 * The debug server's thread. It lives as long as the process: see `main/start.ts` for why it must.
 */
import { createServer } from 'node:http';
import { workerData } from 'node:worker_threads';
import { MainThread } from './bridge.ts';
import { listen } from './http/listen.ts';
import { debugListener, ROOT } from './http/listener.ts';
import { routes } from './http/routes.ts';
import { say } from './say.ts';
import type { PortWish } from './settings.ts';
import { words } from './words.ts';

/** What the main thread hands over. */
export interface WorkerData {
  readonly agentKey: string;
  readonly port: PortWish;
  readonly runId: string | null;
  readonly program: string;
  readonly commandLine: readonly string[];
}

const { agentKey, port: wish, runId, program, commandLine } = workerData as WorkerData;

// Without a server (port taken) nothing else would keep it alive.
setInterval(() => {}, 2 ** 30);

const main = new MainThread(agentKey);
const server = createServer();
const port = await listen(server, wish);
if (port === null) {
  say(wish.kind === 'exactly' ? words.portTaken(wish.port) : words.noFreePort(wish.port));
} else {
  const root = `http://127.0.0.1:${port}${ROOT}`;
  server.on('request', debugListener(routes({ main, runId, program, commandLine }, root)));
  say(wish.kind === 'from' && port !== wish.port ? words.movedOn(wish.port, root) : words.listening(root));
}
