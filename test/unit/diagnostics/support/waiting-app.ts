/** A service that knows nothing of the diagnostics, and in which requests wait. `--import` puts them in. */
import { createServer } from 'node:http';
import { writeSync } from 'node:fs';

const waiting: (() => void)[] = [];

function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Until somebody calls /release. */
async function order(): Promise<string> {
  await turn(); // waits here
  return 'done';
}

async function thenable(): Promise<void> {
  // oxlint-disable-next-line unicorn/no-thenable -- old promise libraries are such objects
  await { then: (resolve: () => void) => void waiting.push(resolve) }; // not a promise
}

/** Nothing can ever end this wait. */
async function abandon(): Promise<void> {
  await new Promise(() => {});
}

async function step(): Promise<void> {
  await Promise.resolve();
}

function release(): void {
  for (const resolve of waiting.splice(0)) resolve();
}

const commands: Record<string, (count: number) => unknown> = {
  /** Requests that wait, without anybody who waits for them. */
  order: (count) => {
    for (let i = 0; i < count; i++) void order();
  },
  thenable: (count) => {
    for (let i = 0; i < count; i++) void thenable();
  },
  abandon: (count) => {
    for (let i = 0; i < count; i++) void abandon();
  },
  release,
  /** Waits that are soon over: in one turn of the event loop, or in many. */
  rush: async (count) => {
    for (let i = 0; i < count; i++) await step();
  },
  churn: async (count) => {
    for (let i = 0; i < count; i++) {
      await step();
      if (i % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  spin: (milliseconds) => {
    writeSync(1, 'spinning\n');
    const end = Date.now() + milliseconds;
    while (Date.now() < end);
    writeSync(1, 'spun\n');
  },
};

const server = createServer(async (request, response) => {
  const [, name = '', count] = (request.url ?? '').split('/');
  const command = commands[name];
  response.end(command === undefined ? await order() : `${String(await command(Number(count)))}\n`);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') writeSync(1, `serving on ${address?.port}\n`);
});

process.stdin.on('data', () => process.exit(7)).on('end', () => process.exit());
