/**
 * What the diagnostics cost a service: `npm run bench -- custo` (with `--write`, the figures that the page on cost quotes
 * are replaced; with `--only=profile,trace`, only those ways are measured, and replaced; with `--generations=1` it is over
 * in a minute, and says little).
 *
 * Two processes of one program differ by several percent: in where their memory lies, in what V8 optimised and when. So
 * each way of instrumenting gets a process in each of several generations. Within a generation all are alive and loaded
 * round by round in short turns, so that a busy machine slows them all alike, each as often as the others: who is asked
 * more finds its code and data in the caches (a quarter of the CPU time of a request, measured). A turn is compared with
 * the mean of two bare apps' turns of the same round. Of a generation the median counts, of all generations the median,
 * told with the middle half. The second bare app is compared with the first: what it seems to cost is what cannot be
 * told apart.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runLoad } from '#lab/load.ts';

const app = fileURLToPath(new URL('cost-app.ts', import.meta.url));
const diagnostics = new URL('../src/diagnostics/index.ts', import.meta.url).href;
const figures = new URL('../src/content/measurements/diagnostics-cost.json', import.meta.url);

/** The ratio of two bare apps strays by some 3 % from one pair of processes to the next: the median of so many by 1 %. */
const GENERATIONS = 40;
/** Turns of each process; of one that records while it is loaded, there is only one. */
const TURNS = 6;
/** Requests of one turn. */
interface Length {
  /** Before they count: whoever had its turn before has filled the caches. */
  readonly settle: number;
  readonly requests: number;
}

/** A tenth of a second or so, so that the turns compared are close in time. */
const SHORT: Length = { settle: 500, requests: 3_000 };
/** V8 has optimised all that it will by then. */
const WARM_UP = 15_000;
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

const usageShape = z.object({ cpu: z.number(), rss: z.number() });

const knownShape = z.object({ ways: z.array(z.looseObject({ name: z.string() })) });

interface Way {
  readonly name: string;
  /** `null`: without diagnostics. */
  readonly env: Readonly<Record<string, string>> | null;
  /** What is asked once before the load. */
  readonly asks?: string;
  /**
   * What is recorded while the load runs, and how many requests such a recording has room for. The first ones are not
   * measured: V8 optimises its code anew when a CPU profile begins, 0.3 to 0.5 s of CPU time, once.
   */
  readonly record?: Length & { readonly path: string };
}

const ALL_WAYS: readonly Way[] = [
  { name: 'bare', env: null },
  { name: 'bare-again', env: null },
  { name: 'idle', env: {} },
  { name: 'counting', env: {}, asks: 'memstats' },
  { name: 'heap-512k', env: { VAZOU_HEAP_INTERVAL: '524288' } },
  { name: 'heap-128k', env: { VAZOU_HEAP_INTERVAL: '131072' } },
  { name: 'heap-32k', env: { VAZOU_HEAP_INTERVAL: '32768' } },
  { name: 'promises-128', env: { VAZOU_PROMISE_INTERVAL: '128' } },
  { name: 'promises-all', env: { VAZOU_PROMISE_INTERVAL: '1' } },
  { name: 'external-64k', env: { VAZOU_EXTERNAL_INTERVAL: '65536' } },
  { name: 'fd', env: { VAZOU_FD: '1' } },
  { name: 'profile', env: {}, record: { path: 'profile?seconds=6', settle: 20_000, requests: 5_000 } },
  { name: 'trace', env: {}, record: { path: 'trace?seconds=3', settle: 300, requests: 800 } },
];

const [, only] = process.argv.map((argument) => /^--only=(.+)$/.exec(argument)).find((match) => match !== null) ?? [];
const [, wished] = process.argv.map((argument) => /^--generations=([1-9]\d{0,2})$/.exec(argument)).find(Boolean) ?? [];
const generations = wished === undefined ? GENERATIONS : Number(wished);
const WAYS = ALL_WAYS.filter(({ name, env }) => env === null || only === undefined || only.split(',').includes(name));

/** One turn: microseconds of CPU time a request, all threads of the process; requests a second; bytes of memory after. */
interface Turn {
  readonly cpu: number;
  readonly rate: number;
  readonly rss: number;
}

/** Against the bare app of the same round: 1 is as much CPU and as many requests, 0 as much memory. */
type Ratio = Turn;

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
    if (this.way.asks !== undefined) await (await fetch((await this.#root()) + this.way.asks)).bytes();
    await this.#send(WARM_UP);
  }

  async turn({ settle, requests }: Length): Promise<Turn> {
    const recording = await this.#record();
    await this.#send(settle);
    const before = await this.#usage();
    const began = performance.now();
    await this.#send(requests);
    const seconds = (performance.now() - began) / 1_000;
    const after = await this.#usage();
    await (await recording?.answer)?.bytes();
    return { cpu: (after.cpu - before.cpu) / requests, rate: requests / seconds, rss: after.rss };
  }

  async #send(total: number): Promise<void> {
    const { next, failed } = await runLoad({ load, port: this.#port, from: this.#next, total });
    if (failed > 0) throw new Error(`${this.way.name}: ${failed} requests failed`);
    this.#next = next;
  }

  async #usage() {
    return usageShape.parse(await (await fetch(`http://127.0.0.1:${this.#port}/usage`)).json());
  }

  /** Begins a recording, and gives it the time to begin. Its end and its encoding are not part of the turn. */
  async #record(): Promise<{ readonly answer: Promise<Response> } | null> {
    if (this.way.record === undefined) return null;
    const answer = fetch((await this.#root()) + this.way.record.path, { headers: { connection: 'close' } });
    // Whatever ends the turn before it ends the recording too, and is what went wrong.
    answer.catch(() => {});
    await delay(RECORDING_BEGINS_MS);
    return { answer };
  }

  #root(): Promise<string> {
    return this.#line(/(http:\S+\/debug\/pprof\/)/);
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

const ratios = new Map<Way, Ratio[]>(WAYS.map((way) => [way, []]));
const bareTurns: Turn[] = [];
for (let generation = 0; generation < generations; generation++) {
  for (const [way, ratio] of await measureGeneration()) ratios.get(way)!.push(ratio);
}
report();

async function measureGeneration(): Promise<Map<Way, Ratio>> {
  await using stack = new AsyncDisposableStack();
  const services = WAYS.map((way) => stack.use(new Service(way)));
  for (const service of services) await service.ready();
  const found = new Map<Way, Ratio[]>(WAYS.map((way) => [way, []]));
  for (let round = 0; round < TURNS; round++) {
    const turns = new Map<Way, Turn>();
    // In another order each time: whoever comes first finds the machine as the one before left it.
    for (const service of shuffled(services)) {
      if (service.way.record === undefined) turns.set(service.way, await service.turn(SHORT));
    }
    const [first, second] = WAYS.slice(0, 2).map((way) => turns.get(way)!) as [Turn, Turn];
    const bare = between(first, second);
    bareTurns.push(bare);
    for (const [way, turn] of turns) found.get(way)!.push(against(turn, way.env === null ? first : bare));
    // At the end, since all that the bare app serves more than the others makes it faster.
    if (round < TURNS - 1) continue;
    for (const service of services) {
      // Longer turns, which find their data in the caches: so the bare app takes one of the same length.
      if (service.way.record === undefined) continue;
      const same = await services[0]!.turn(service.way.record);
      found.get(service.way)!.push(against(await service.turn(service.way.record), same));
    }
  }
  return new Map([...found].map(([way, each]) => [way, typical(each)]));
}

/** The rows as they were recorded last: each is a ratio of its own, and does not care when the others were. */
function known(): readonly { readonly name: string }[] {
  return knownShape.parse(JSON.parse(readFileSync(figures, 'utf8'))).ways;
}

function between(a: Turn, b: Turn): Turn {
  return { cpu: (a.cpu + b.cpu) / 2, rate: (a.rate + b.rate) / 2, rss: (a.rss + b.rss) / 2 };
}

function against(own: Turn, bare: Turn): Ratio {
  return { cpu: own.cpu / bare.cpu, rate: own.rate / bare.rate, rss: own.rss - bare.rss };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function report(): void {
  const bare = typical(bareTurns);
  const ways = [...ratios].map(([{ name }, each]) => ({
    name,
    cpuMicroseconds: round(bare.cpu * median(each, 'cpu'), 10),
    requestsPerSecond: round(bare.rate * median(each, 'rate'), 1),
    extraCpu: round(median(each, 'cpu') - 1, 1_000),
    extraCpuMiddleHalf: {
      from: round(quantile(each, 'cpu', 0.25) - 1, 1_000),
      to: round(quantile(each, 'cpu', 0.75) - 1, 1_000),
    },
    lostRate: round(1 - median(each, 'rate'), 1_000),
    extraBytes: round(median(each, 'rss'), 1),
  }));
  console.log(`Custo do diagnóstico, contra o mesmo serviço sem ele (mediana de ${generations} gerações de processos)`);
  for (const { name, cpuMicroseconds, extraCpu, extraCpuMiddleHalf, requestsPerSecond, lostRate, extraBytes } of ways) {
    const half = `${percent(extraCpuMiddleHalf.from)} a ${percent(extraCpuMiddleHalf.to)}`;
    console.log(
      `  ${name.padEnd(14)} ${cpuMicroseconds} µs de CPU por pedido ${percent(extraCpu)} (metade central: ${half})   ${requestsPerSecond} pedidos/s ${percent(-lostRate)}   ${(extraBytes / 2 ** 20).toFixed(1)} MiB a mais`,
    );
  }
  if (!process.argv.includes('--write')) return;
  const measured = { node: process.version, platform: `${process.platform}-${process.arch}`, cores: cpus().length };
  const at = new Date().toISOString().slice(0, 10);
  const plan = { generations, turns: TURNS, requestsATurn: SHORT.requests };
  mkdirSync(new URL('.', figures), { recursive: true });
  const all =
    only === undefined
      ? ways
      : known().map((row) => ways.find(({ name }) => !name.startsWith('bare') && name === row.name) ?? row);
  writeFileSync(figures, `${JSON.stringify({ at, ...measured, ...plan, ways: all }, null, 2)}\n`);
}

function typical(turns: readonly Turn[]): Turn {
  return { cpu: median(turns, 'cpu'), rate: median(turns, 'rate'), rss: median(turns, 'rss') };
}

function median(turns: readonly Turn[], what: keyof Turn): number {
  return quantile(turns, what, 0.5);
}

function quantile(turns: readonly Turn[], what: keyof Turn, share: number): number {
  const sorted = turns.map((turn) => turn[what]).sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

function percent(ratio: number): string {
  return `${ratio >= 0 ? '+' : ''}${(ratio * 100).toFixed(1)} %`;
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
