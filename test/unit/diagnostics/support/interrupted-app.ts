/**
 * Uses what Node keeps in memory that all of its callers share, while a worker asks for the diagnostics' readings as
 * interrupts, one after the other. Ends after so many looks at the stack, and tells what came out wrong.
 *
 * `APP`: `planted`, and each look at the stack parses a URL as well.
 */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getHeapSpaceStatistics } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { isMainThread, Worker } from 'node:worker_threads';
import type { Agent } from '#diagnostics/agent.ts';
import { MainThread } from '#diagnostics/bridge.ts';
import { agentOf } from '#diagnostics/main/agent.ts';
import { readSettings } from '#diagnostics/settings.ts';

const LOOKS = 1_500;
/** What is known to break most easily is tried most. */
const URLS = 10;
const KEY = 'agent under test';
/** Those that need no collection: a look that comes after one finds the thread at its start. */
const READINGS = ['memory', 'promises', 'counts', 'external', 'openFiles', 'threads', 'customProfiles'] as const;
const LOOKS_BETWEEN = 8;

if (isMainThread) useWhatIsShared();
else await interrupt();

function useWhatIsShared(): void {
  const agent = agentOf(readSettings({ VAZOU_PROMISE_INTERVAL: '1', VAZOU_EXTERNAL_INTERVAL: '65536', VAZOU_FD: '1' }));
  const isPlanted = process.env['APP'] === 'planted';
  const asked = { looks: 0 };
  Reflect.set(globalThis, KEY, (name: keyof Agent) => {
    if (name === 'interruptedStack') asked.looks++;
    if (isPlanted) fileURLToPath(`file:///app/${asked.looks}.ts`);
    return JSON.stringify(agent[name]());
  });
  const wrong = new Set<string>();
  const expect = (what: string, isRight: boolean): void => void (isRight || wrong.add(what));
  const spaces = namesOfSpaces();
  const { size } = statSync(import.meta.filename);
  const worker = new Worker(import.meta.filename);
  for (let round = 0; asked.looks < LOOKS; round++) {
    // A module that no stack has shown before.
    const run: (use: () => void) => void = runInThisContext('(use) => use()', {
      filename: `file:///app/m%C3%B3dulo-${round}.ts`,
    });
    run(() => {
      for (let store = 0; store < URLS; store++) {
        const { pathname, searchParams } = new URL(`/lojas/${store}/relatorio?ate=${round}`, 'http://localhost');
        expect('URL.pathname', pathname === `/lojas/${store}/relatorio`);
        expect('URL.searchParams', searchParams.get('ate') === String(round));
      }
      expect('fileURLToPath', fileURLToPath(`file:///app/${round}.ts`).endsWith(`${round}.ts`));
      const [first, second] = [Buffer.from(`ação ${round}`), Buffer.from(`reação ${round}`)];
      expect('Buffer.from', first.toString() === `ação ${round}` && second.toString() === `reação ${round}`);
      expect('statSync', statSync(import.meta.filename).size === size);
      expect('getHeapSpaceStatistics', namesOfSpaces() === spaces);
      expect('RegExp', /^(\d+)-\d+$/.exec(`${round}-7`)?.[1] === String(round));
    });
  }
  console.log(`wrong: ${[...wrong].join(', ') || 'nothing'}`);
  worker.unref();
  process.exit();
}

function namesOfSpaces(): string {
  return getHeapSpaceStatistics()
    .map(({ space_name: name }) => name)
    .join();
}

async function interrupt(): Promise<void> {
  setInterval(() => {}, 1_000);
  const main = new MainThread(KEY);
  for (let turn = 0; ; turn++) {
    await main.call(READINGS[turn % READINGS.length]!);
    for (let look = 0; look < LOOKS_BETWEEN; look++) await main.call('interruptedStack');
  }
}
