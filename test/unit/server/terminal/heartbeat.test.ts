import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { endOnceSilent } from '#server/terminal/heartbeat.ts';

const EVERY_MS = 15_000;
const SOON_MS = 20_000;

// The turns of the loop stay real: they are what is tested.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** A page on a thread of its own, which goes on while this one stands still. */
async function shownOn(page: { readonly answers: boolean }) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const asked = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(
    `const { WebSocket } = require('ws');
     const { port, asked, answers } = require('node:worker_threads').workerData;
     new WebSocket('ws://127.0.0.1:' + port, { autoPong: answers })
       .on('ping', () => { Atomics.add(asked, 0, 1); Atomics.notify(asked, 0); })
       .on('error', () => undefined);`,
    { eval: true, workerData: { port: (server.address() as AddressInfo).port, asked, answers: page.answers } },
  );
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  const heartbeat = endOnceSilent(socket, EVERY_MS);
  return {
    socket,
    /** A ping goes out. */
    beat: async () => {
      vi.advanceTimersByTime(EVERY_MS);
      await nextTurn();
    },
    /** Nothing of this thread has a turn until the page got the ping, and the next beat is due. */
    standStill: (pings: number) => {
      while (Atomics.load(asked, 0) < pings) {
        if (Atomics.wait(asked, 0, pings - 1, SOON_MS) === 'timed-out') throw new Error('No ping came.');
      }
      vi.advanceTimersByTime(EVERY_MS);
    },
    async [Symbol.asyncDispose]() {
      heartbeat[Symbol.dispose]();
      socket.terminate();
      server.close();
      await thread.terminate();
    },
  };
}

test('a page that answered while the workshop itself stood still keeps its terminal', async () => {
  await using page = await shownOn({ answers: true });
  await page.beat();
  for (let pings = 1; pings <= 10; pings++) {
    page.standStill(pings);
    await nextTurn();
    expect(page.socket.readyState).toBe(page.socket.OPEN);
  }
});

test('a page that answers nothing loses it at the next beat', async () => {
  await using page = await shownOn({ answers: false });
  await page.beat();
  expect(page.socket.readyState).toBe(page.socket.OPEN);
  page.standStill(1);
  await nextTurn();
  expect(page.socket.readyState).not.toBe(page.socket.OPEN);
});
