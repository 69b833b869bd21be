/**
 * What the diagnostics cost a service: `node bench/diagnostics-cost.ts [--write]`.
 *
 * One process for each way of instrumenting, all alive, loaded in turns, so that a busy machine slows them all alike;
 * the best turn of each is compared with the bare app's. With `--write`, the figures that the lesson on cost quotes are replaced.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runLoad } from '#lab/load.ts';

const app = fileURLToPath(new URL('cost-app.ts', import.meta.url));
const diagnostics = new URL('../src/diagnostics/index.ts', import.meta.url).href;
const figures = new URL('../src/content/measurements/diagnostics-cost.json', import.meta.url);

/** Half a second or so, far longer than what a timer or a collection takes. */
const REQUESTS_A_TURN = 8_000;
const WARM_UP = 10_000;
const ROUNDS = 9;
const CONCURRENCY = 8;
const RECORDING_BEGINS_MS = 100;

const load = {
  concurrency: CONCURRENCY,
  request: (index: number) =>
    ({
      method: 'POST',
      path: '/relatorio',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ store: index % 50, note: 'x'.repeat(200) }),
    }) as const,
};

interface Way {
  readonly name: string;
  /** `null`: without diagnostics. */
  readonly env: Readonly<Record<string, string>> | null;
  /**
   * What is recorded while the load runs, and how many requests that long a recording has room for. The first ones are
   * not measured: V8 optimises its code anew when a CPU profile begins, 0.3 to 0.5 s of CPU time, once.
   */
  readonly record?: { readonly path: string; readonly settle: number; readonly requests: number };
}

const WAYS: readonly Way[] = [
  { name: 'bare', env: null },
  { name: 'bare-again', env: null },
  { name: 'idle', env: {} },
  { name: 'heap-32k', env: { VAZOU_HEAP_INTERVAL: '32768' } },
  { name: 'promises-128', env: { VAZOU_PROMISE_INTERVAL: '128' } },
  { name: 'promises-all', env: { VAZOU_PROMISE_INTERVAL: '1' } },
  { name: 'external-64k', env: { VAZOU_EXTERNAL_INTERVAL: '65536' } },
  { name: 'fd', env: { VAZOU_FD: '1' } },
  { name: 'profile', env: {}, record: { path: 'profile?seconds=5', settle: 30_000, requests: 8_000 } },
  { name: 'trace', env: {}, record: { path: 'trace?seconds=2', settle: 500, requests: 1_500 } },
];

/** One turn: microseconds of CPU time a request, all threads of the process, and requests a second. */
interface Turn {
  readonly cpu: number;
  readonly rate: number;
}

class Service implements AsyncDisposable {
  readonly way: Way;
  readonly #child: ChildProcess;
  readonly #said: string[] = [];
  #next = 0;
  #port = 0;

  constructor(way: Way) {
    this.way = way;
    const args = way.env === null ? [app] : ['--import', diagnostics, app];
    const env = { PATH: process.env['PATH'] ?? '', VAZOU_DEBUG_PORT: '0', ...way.env };
    this.#child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => this.#said.push(line));
    }
  }

  async ready(): Promise<void> {
    this.#port = Number(await this.#line(/^port (\d+)$/));
    await this.#send(WARM_UP);
  }

  async turn(): Promise<Turn> {
    const requests = this.way.record?.requests ?? REQUESTS_A_TURN;
    const recording = await this.#record();
    await this.#send(this.way.record?.settle ?? 0);
    const before = await this.#cpu();
    const began = performance.now();
    await this.#send(requests);
    const seconds = (performance.now() - began) / 1_000;
    const cpu = ((await this.#cpu()) - before) / requests;
    await (await recording?.answer)?.bytes();
    return { cpu, rate: requests / seconds };
  }

  async #send(total: number): Promise<void> {
    const { next, failed } = await runLoad({ load, port: this.#port, from: this.#next, total });
    if (failed > 0) throw new Error(`${this.way.name}: ${failed} requests failed`);
    this.#next = next;
  }

  async #cpu(): Promise<number> {
    return Number(await (await fetch(`http://127.0.0.1:${this.#port}/cpu`)).text());
  }

  /** Begins a recording, and gives it the time to begin. Its end and its encoding are not part of the turn. */
  async #record(): Promise<{ readonly answer: Promise<Response> } | null> {
    if (this.way.record === undefined) return null;
    const answer = fetch((await this.#line(/(http:\S+\/debug\/pprof\/)/)) + this.way.record.path);
    await delay(RECORDING_BEGINS_MS);
    return { answer };
  }

  async #line(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.#said.map((line) => pattern.exec(line)?.[1]).find((match) => match !== undefined);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(this.#said.join('\n'));
      await delay(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

await using stack = new AsyncDisposableStack();
const services = WAYS.map((way) => stack.use(new Service(way)));
for (const service of services) await service.ready();

const turns = new Map<Way, Turn[]>(WAYS.map((way) => [way, []]));
for (let round = 0; round < ROUNDS; round++) {
  // Each round begins with another one: whoever comes first finds the machine as the one before left it.
  for (let i = 0; i < services.length; i++) {
    const service = services[(i + round) % services.length]!;
    turns.get(service.way)!.push(await service.turn());
  }
}

/** What disturbs a turn only adds to it, so the cheapest and the fastest one say most about the way itself. */
const best = (way: Way): Turn => ({
  cpu: Math.min(...turns.get(way)!.map(({ cpu }) => cpu)),
  rate: Math.max(...turns.get(way)!.map(({ rate }) => rate)),
});
const bare = best(WAYS[0]!);
const ways = WAYS.map((way) => {
  const { cpu, rate } = best(way);
  return {
    name: way.name,
    cpuMicroseconds: round(cpu, 10),
    requestsPerSecond: round(rate, 1),
    extraCpu: round(cpu / bare.cpu - 1, 1_000),
    lostRate: round(1 - rate / bare.rate, 1_000),
  };
});

console.log('Custo do diagnóstico, contra o mesmo serviço sem ele (a melhor das rodadas)');
for (const { name, cpuMicroseconds, requestsPerSecond, extraCpu, lostRate } of ways) {
  const figuresOf = [`${cpuMicroseconds} µs de CPU por pedido`, percent(extraCpu), `${requestsPerSecond} pedidos/s`];
  console.log(`  ${name.padEnd(14)} ${figuresOf.join('   ')}   ${percent(-lostRate)}`);
}
if (process.argv.includes('--write')) {
  const measured = { node: process.version, platform: `${process.platform}-${process.arch}`, cores: cpus().length };
  const at = new Date().toISOString().slice(0, 10);
  const content = { at, ...measured, rounds: ROUNDS, requestsATurn: REQUESTS_A_TURN, ways };
  mkdirSync(new URL('.', figures), { recursive: true });
  writeFileSync(figures, `${JSON.stringify(content, null, 2)}\n`);
}

function percent(ratio: number): string {
  return `${ratio >= 0 ? '+' : ''}${(ratio * 100).toFixed(1)} %`.padStart(8);
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
