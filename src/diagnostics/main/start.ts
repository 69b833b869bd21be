import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Agent } from '../agent.ts';
import { say } from '../say.ts';
import type { Settings } from '../settings.ts';
import type { Served, WorkerData } from '../worker.ts';
import { words } from '../words.ts';
import { agentOf } from './agent.ts';
import { board } from './board.ts';
import { startHeartbeat } from './heartbeat.ts';

/** Who waits for a profile is told that there will be none; the end of the app waits for that no longer than this. */
const LAST_WORDS_MS = 250;

/** Kept from the start: what the app does to its globals later must not reach the diagnostics. */
const { stringify } = JSON;

/**
 * Starts the profilers of this thread, and the worker that answers for it. Never throws: the app comes first.
 * Resolves once that is settled; nothing of it keeps the process alive.
 */
export function startDiagnostics(settings: Settings): Promise<Served> {
  for (const complaint of settings.complaints) say(complaint);
  const agent = agentOf(settings);
  if (settings.port === null) return Promise.resolve(null);
  if (settings.blockThreshold !== null) startHeartbeat(board, settings.blockThreshold);
  try {
    const served = startWorker({
      agentKey: publish(agent),
      port: settings.port,
      host: settings.host,
      token: settings.token,
      isExposed: settings.isExposed,
      runId: settings.runId,
      board: board.memory,
      tracksFiles: settings.trackFiles,
      blockThreshold: settings.blockThreshold,
      watchesCeiling: settings.death !== null,
      program: process.argv[1] ?? process.execPath,
      commandLine: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    });
    process.once('exit', () => board.announceEnd(LAST_WORDS_MS));
    return served;
  } catch (error) {
    say(words.workerDied(reasonOf(error)));
    return Promise.resolve(null);
  }
}

function startWorker(workerData: WorkerData): Promise<Served> {
  const worker = new Worker(new URL('../worker.ts', import.meta.url), {
    name: 'vazou/diagnostics',
    workerData,
    // Nothing inherited: an `--import` of the app would run once more in there.
    execArgv: [],
  });
  const served = new Promise<Served>((resolve) => {
    worker.once('message', resolve);
    worker.on('error', (error) => {
      say(words.workerDied(reasonOf(error)));
      resolve(null);
    });
  });
  // It lives as long as the process, which ends when the app is done. It is never ended from here: a worker that exits
  // just after a session to this thread takes the process with it now and then (silent abort 134 in 4 of 30 runs).
  worker.unref();
  return served;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Puts the agent where the worker's expressions find it and nobody else comes across it: behind a name that cannot be
 * guessed, that no loop over the global object meets, and that cannot be given another value.
 */
function publish(agent: Agent): string {
  const key = randomUUID();
  const ask = (name: keyof Agent): string => stringify(agent[name]());
  Object.defineProperty(globalThis, key, { value: Object.freeze(ask) });
  return key;
}
