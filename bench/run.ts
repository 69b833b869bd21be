/**
 * How fast the engine is, as ratios against its peers, and what the diagnostics cost a service:
 *
 *   npm run bench                    all of it; the engine on a generated profile of 20,000 samples
 *   npm run bench -- FILE.pb.gz      the engine on a profile of your own
 *   npm run bench -- custo           what the diagnostics cost (some minutes); with --write, for the page on it
 *   npm run bench -- browser         opening and moving in Chromium, against speedscope and react-pprof (browser.ts)
 *
 * `go tool pprof` is measured if it is on this machine. Each number is the best of several runs, taken in turns, so
 * that a busy machine slows both.
 */
import { encodeProfile } from '#pprof/codec.ts';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { buildSite } from '../setup/site.mjs';
import { generateProfile } from './generate.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = ['-top', '-tree', '-dot', '-traces', '-peek=.', '-list=.'];
const ROUNDS = 5;
const GENERATED_SAMPLES = 20_000;
const GROWTH = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const MAX_OUTPUT = 2 ** 30;

const inProcessShape = z.object({
  parse: z.number(),
  parsePeer: z.number(),
  top: z.number(),
  flame: z.number(),
  all: z.number(),
  allPeer: z.number(),
});
const speedscopeShape = z.object({ vazou: z.number(), speedscope: z.number() });
const growthShape = z.object({
  samples: z.number(),
  megabytes: z.number(),
  parse: z.number(),
  combine: z.number(),
  top: z.number(),
  flame: z.number(),
  total: z.number(),
  peakMegabytes: z.number(),
});

const [wanted] = process.argv.slice(2);
if (wanted === 'browser') {
  await buildSite();
  await import('./browser.ts');
  process.exit();
}

const directory = mkdtempSync(join(tmpdir(), 'vazou-bench-'));
try {
  if (wanted !== 'custo') engine(wanted ?? generated());
  if (wanted === undefined || wanted === 'custo') diagnosticsCost();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function engine(file: string): void {
  wholeProcess(file);
  inProcess(file);
  inBrowser(file);
  growth();
}

function diagnosticsCost(): void {
  console.log('');
  const script = join(ROOT, 'bench/diagnostics-cost.ts');
  const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(3)], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`diagnostics-cost: ${status}`);
}

function generated(): string {
  const file = join(directory, 'generated.pb.gz');
  writeFileSync(file, gzipSync(encodeProfile(generateProfile(GENERATED_SAMPLES))));
  return file;
}

function wholeProcess(file: string): void {
  const vazou = [process.execPath, join(ROOT, 'src/cli/pprof.mjs')];
  const go = ['go', 'tool', 'pprof', '-symbolize=none'];
  const hasGo = spawnSync('go', ['version']).status === 0;
  console.log(`Processo inteiro, melhor de ${ROUNDS}${hasGo ? '' : ' (sem Go nesta máquina: só a Vazou)'}`);
  run(vazou, '-top', file); // fills the compile cache, as the first use does
  for (const report of REPORTS) {
    let ours = Infinity;
    let theirs = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      ours = Math.min(ours, run(vazou, report, file));
      if (hasGo) theirs = Math.min(theirs, run(go, report, file));
    }
    const ratio = hasGo ? `   go ${ms(theirs)}   razão ${(ours / theirs).toFixed(2)}×` : '';
    console.log(`  ${report.padEnd(9)} vazou ${ms(ours)}${ratio}`);
  }
}

function run([program, ...args]: readonly string[], report: string, file: string): number {
  const start = performance.now();
  const { status } = spawnSync(program!, [...args, report, file], {
    cwd: ROOT,
    maxBuffer: MAX_OUTPUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) throw new Error(`${program} ${report}: ${status}`);
  return performance.now() - start;
}

function inProcess(file: string): void {
  const plain = join(directory, 'plain.pb');
  const bytes = readFileSync(file);
  writeFileSync(plain, bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  const times = inProcessShape.parse(JSON.parse(node('bench/in-process.ts', plain)));
  console.log('\nNo mesmo processo, já aquecido');
  console.log(
    `  ler       vazou ${ms(times.parse)}   pprof-format (react-pprof) ${ms(times.parsePeer)}   razão ${(times.parse / times.parsePeer).toFixed(2)}×`,
  );
  console.log(`  top       vazou ${ms(times.top)}`);
  console.log(`  flame     vazou ${ms(times.flame)}`);
  console.log(
    `  ler, top e flame   vazou ${ms(times.all)}   react-pprof (ler e flame) ${ms(times.allPeer)}   razão ${(times.all / times.allPeer).toFixed(2)}×`,
  );
}

function inBrowser(file: string): void {
  const { vazou, speedscope } = speedscopeShape.parse(JSON.parse(node('bench/speedscope.ts', file)));
  console.log('\nNo mesmo Chromium, página nova a cada vez');
  console.log(
    `  ler, top e flame   vazou ${ms(vazou)}   importador do speedscope ${ms(speedscope)}   razão ${(vazou / speedscope).toFixed(2)}×`,
  );
}

function growth(): void {
  console.log('\nCrescimento (ler + juntar + top + flame; linear seria a última coluna constante)');
  for (const samples of GROWTH) {
    const point = growthShape.parse(JSON.parse(node('bench/growth.ts', String(samples))));
    const size = `${String(samples).padStart(8)} amostras ${point.megabytes.toFixed(0).padStart(4)} MB`;
    const perSample = ((point.total * 1000) / samples).toFixed(1);
    console.log(`  ${size} ${ms(point.total)}   pico ${point.peakMegabytes.toFixed(0)} MB   ${perSample} µs/amostra`);
  }
}

function node(script: string, argument: string): string {
  return execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, script), argument], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

function ms(time: number): string {
  return `${time.toFixed(0).padStart(6)} ms`;
}
