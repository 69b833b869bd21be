/**
 * The debug server's thread. It lives as long as the process: see `main/start.ts` for why it must.
 */
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Board } from './board.ts';
import { MainThread } from './bridge.ts';
import { Farewell } from './http/farewell.ts';
import { listen } from './http/listen.ts';
import { debugListener } from './http/listener.ts';
import { ROOT } from './http/root.ts';
import { routes } from './http/routes.ts';
import { say } from './say.ts';
import type { PortWish } from './settings.ts';
import { StallWatch } from './stall-watch.ts';
import { words } from './words.ts';

/** A look costs the main thread 0.2 ms. */
const CEILING_EVERY_MS = 500;

/** What the main thread is told once: the port that is served; `null`: none could be had. */
export type Served = number | null;

/** What the main thread hands over. */
export interface WorkerData {
  readonly agentKey: string;
  readonly port: PortWish;
  readonly host: string;
  readonly token: string | null;
  readonly isExposed: boolean;
  readonly runId: string | null;
  readonly board: SharedArrayBuffer;
  readonly blockThreshold: number | null;
  readonly tracksFiles: boolean;
  /** Whether a profile is wanted if the heap comes near its ceiling. */
  readonly watchesCeiling: boolean;
  readonly program: string;
  readonly commandLine: readonly string[];
}

const {
  agentKey,
  port: wish,
  host,
  token,
  isExposed,
  runId,
  board: memory,
  blockThreshold,
  tracksFiles,
  watchesCeiling,
  program,
  commandLine,
} = workerData as WorkerData;

// Without a server (port taken) nothing else would keep it alive.
setInterval(() => {}, 2 ** 30);

const main = new MainThread(agentKey);
const board = new Board(memory);
const stalls = blockThreshold === null ? null : new StallWatch(board, main, blockThreshold);
if (watchesCeiling) void watchCeiling(main);
const server = createServer();
const port = await listen(server, host, wish);
parentPort?.postMessage(port satisfies Served, []);
if (port === null) {
  say(wish.kind === 'exactly' ? words.portTaken(wish.port) : words.noFreePort(wish.port));
} else {
  const root = `http://${host.includes(':') ? `[${host}]` : host}:${port}${ROOT}`;
  const farewell = new Farewell(board);
  const served = routes({ main, board, stalls, tracksFiles, runId, program, commandLine }, root);
  server.on('request', debugListener(served, { token, isExposed }, farewell));
  void sayFarewell(farewell);
  say(wish.kind === 'from' && port !== wish.port ? words.movedOn(wish.port, root) : words.listening(root));
}

async function watchCeiling(main: MainThread): Promise<never> {
  for (;;) {
    await delay(CEILING_EVERY_MS);
    // Stuck in native code: it will be asked again.
    await main.call('checkCeiling').catch(() => {});
  }
}

async function sayFarewell(farewell: Farewell): Promise<void> {
  const letGo = await board.end();
  // Nothing may be asked of a thread that goes: an open session would hold it up.
  main.close();
  farewell.tell();
  letGo();
}
