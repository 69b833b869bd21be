/**
 * `npm run bench -- browser [FRAMES…]`: opening a profile and moving in its flame graph, in Chromium, against
 * speedscope and react-pprof as their npm packages ship them. Profiles of 10 thousand, 100 thousand and 1 million
 * frames; each browser is new, so nothing is warm; tools take turns, so that a busy machine slows all of them; the best
 * round counts. At last a profile of a million samples, as a service under load gives, in our page alone.
 *
 * Opening is the time from the file being chosen to the first name drawn on a canvas: all three draw names with
 * `fillText`. Moving is the time from one frame to the next while the wheel zooms in, a drag moves and the wheel zooms
 * out, one event a frame as a browser gives them, with Chromium's limit on frames lifted. Only frames count in which
 * the tool drew: one that ignores the event is not quick. The pause is the longest task of the page's thread from the
 * file being chosen to the last move. There is no GPU here: the peers' WebGL is drawn by SwiftShader.
 */
import { encodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import type { Profile } from '#pprof/profile.ts';
import { chromium } from 'playwright';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../test/e2e/browser.ts';
import { generateProfile } from './generate.ts';
import { moveAround, watchPage, type Move, type Watch } from './in-page.ts';
import { serve, TOOLS, VAZOU, type Tool } from './peers.ts';

/** Of the generated stacks. */
const DEPTH = 24;
const FRAMES = [10_000, 100_000, 1_000_000];
const MANY_SAMPLES = 1_000_000;
const ROUNDS = 3;
/** A tool that drew fewer different names has not understood the profile: no measure of how fast it shows one. */
const FEWEST_NAMES = 10;
/** Of each kind: closer, sideways, back. */
const MOVES = 30;
/** For the page to come to rest. */
const SETTLE_MS = 500;
/** Whoever takes longer than this is told as not opened, and not asked again. */
const PATIENCE_MS = 60_000;
/** In milliseconds, but `drawn`, the share of moves that the tool drew. */
interface Times {
  readonly open: number;
  /** Medians of one kind of move. */
  readonly zoom: number;
  readonly drag: number;
  /** Of all moves: who hands its drawing over to another process is waited for now and then, and then for long. */
  readonly mean: number;
  readonly slow: number;
  readonly pause: number;
  readonly drawn: number;
}

using served = serve();
using folder = temporaryFolder();
const options = await launchOptions();
const args = [
  ...(options.args ?? []).filter((arg) => arg !== '--disable-gpu'),
  '--enable-unsafe-swiftshader',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];
const only = process.argv
  .slice(2)
  .map(Number)
  .filter((number) => number > 0);

console.log('Abrir (do arquivo escolhido ao primeiro nome desenhado); tempo por quadro: mediana do zoom, mediana');
console.log('do arrasto, média e p95 de todos; e a maior pausa da página. Entre parênteses, a razão da Vazou para a');
console.log('ferramenta.');
const gaveUp = new Set<Tool>();
for (const frames of only.length > 0 ? only : FRAMES) {
  const best = await compare(fileOf(Math.ceil(frames / DEPTH)));
  report(`${frames.toLocaleString('pt-BR')} quadros de pilha`, best);
}
if (only.length === 0) {
  const times = await measure(VAZOU, fileOf(MANY_SAMPLES));
  const frames = (MANY_SAMPLES * DEPTH).toLocaleString('pt-BR');
  report(`${MANY_SAMPLES.toLocaleString('pt-BR')} amostras (${frames} quadros)`, new Map([[VAZOU, times]]));
}

/** A profile of that many samples: a file, as the largest cannot be handed over in memory. */
function fileOf(samples: number): string {
  // Merged: functions that no stack has are left out, as in a profile of a real program.
  const profile = withOneType(combineProfiles({ profiles: [generateProfile(samples)] }));
  const file = join(folder.path, `${samples}.pb`);
  writeFileSync(file, encodeProfile(profile));
  return file;
}

/**
 * Of a sample with two values, written as Go and we write them, the page that react-pprof ships (1.5.1) reads only the
 * last, takes it for none and draws a single box, very quickly.
 */
function withOneType({ sampleTypes, samples, ...profile }: Profile): Profile {
  return { ...profile, sampleTypes: sampleTypes.slice(-1), samples: { ...samples, values: samples.values.slice(-1) } };
}

async function compare(file: string): Promise<ReadonlyMap<Tool, Times>> {
  const best = new Map<Tool, Times>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const tool of TOOLS.filter((candidate) => !gaveUp.has(candidate))) {
      const times = await measure(tool, file).catch((error: unknown) => String(error));
      if (typeof times === 'string') {
        gaveUp.add(tool);
        console.log(`  ${tool.name}: não abriu (${times.split('\n')[0]})`);
        continue;
      }
      const before = best.get(tool) ?? times;
      best.set(tool, {
        open: Math.min(before.open, times.open),
        zoom: Math.min(before.zoom, times.zoom),
        drag: Math.min(before.drag, times.drag),
        mean: Math.min(before.mean, times.mean),
        slow: Math.min(before.slow, times.slow),
        pause: Math.min(before.pause, times.pause),
        drawn: Math.min(before.drawn, times.drawn),
      });
    }
  }
  return best;
}

function report(title: string, best: ReadonlyMap<Tool, Times>): void {
  console.log(`\n${title}`);
  const ours = best.get(VAZOU);
  for (const [tool, times] of best) {
    const column = (name: string, key: keyof Times, digits: number): string => {
      const ratio = tool === VAZOU || ours === undefined ? '' : ` (${(ours[key] / times[key]).toFixed(2)}×)`;
      return `${name} ${times[key].toFixed(digits).padStart(5)} ms${ratio.padEnd(8)}`;
    };
    console.log(
      `  ${tool.name.padEnd(11)} ${column('abrir', 'open', 0)} ${column('zoom', 'zoom', 1)} ` +
        `${column('arrasto', 'drag', 1)} ${column('média', 'mean', 1)} ${column('p95', 'slow', 1)} ` +
        `${column('pausa', 'pause', 0)} desenhou ${(times.drawn * 100).toFixed(0)}%`,
    );
  }
}

/** In a browser of its own: a page that hangs is gone with it. */
async function measure({ path, closer }: Tool, file: string): Promise<Times> {
  await using browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchPage);
  await page.goto(`http://localhost:${served.port}${path}`, { waitUntil: 'load' });
  const input = page.locator('input[type=file]').first();
  await input.waitFor({ state: 'attached' });
  await page.waitForTimeout(SETTLE_MS);
  await input.setInputFiles(file);
  await page.waitForFunction(() => Number.isFinite((globalThis as unknown as Watch).firstName));
  await page.waitForTimeout(SETTLE_MS);
  const names = await page.evaluate(() => (globalThis as unknown as Watch).texts.size);
  if (names < FEWEST_NAMES) throw new Error(`só desenhou ${names} nomes`);
  const moved = await page.evaluate(moveAround, { closer, count: MOVES });
  const { open, pause } = await page.evaluate(() => {
    const { firstName, chosen, longest } = globalThis as unknown as Required<Watch>;
    return { open: firstName - chosen, pause: longest };
  });
  const drawn = moved.filter(({ drew }) => drew);
  if (drawn.length === 0) throw new Error('não desenhou nenhum movimento');
  const ofKind = (wanted: Move['kind']): Move[] => drawn.filter(({ kind }) => kind === wanted);
  return {
    open,
    zoom: quantile(ofKind('zoom'), 0.5),
    drag: quantile(ofKind('drag'), 0.5),
    mean: drawn.reduce((sum, { took }) => sum + took, 0) / drawn.length,
    slow: quantile(drawn, 0.95),
    pause,
    drawn: drawn.length / moved.length,
  };
}

function quantile(moves: readonly Move[], share: number): number {
  const sorted = moves.map(({ took }) => took).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'vazou-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
