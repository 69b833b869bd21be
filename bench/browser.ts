/**
 * `npm run bench -- browser`: opening a profile and moving in its flame graph, in one Chromium, against speedscope and
 * react-pprof as their npm packages ship them. Profiles of 10 thousand, 100 thousand and 1 million frames; each page is
 * new, so nothing is warm; tools take turns, so that a busy machine slows all of them; the best round counts.
 *
 * Opening is the time from the file being chosen to the first name drawn on a canvas: all three draw names with
 * `fillText`. Moving is the time between two frames while the wheel zooms in and out and a drag moves, one event a
 * frame, with Chromium's limit on frames lifted. There is no GPU here: the peers' WebGL is drawn by SwiftShader.
 */
import { encodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { chromium, type Page } from 'playwright';
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchOptions } from '../test/e2e/browser.ts';
import { generateProfile } from './generate.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Of the generated stacks. */
const DEPTH = 24;
const FRAMES = [10_000, 100_000, 1_000_000];
const ROUNDS = 3;
const MOVES = 90;
/** Whoever takes longer than this is told as not opened, and not asked again. */
const PATIENCE_MS = 60_000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

const REACT_PPROF = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}
#root{display:flex;flex-direction:column;height:100%}</style><div id="root"></div><input type="file">
<script src="/node_modules/react-pprof/cli-build/flamegraph.js"></script><script>
document.querySelector('input').addEventListener('change', async ({ target }) => {
  const profileData = await target.files[0].arrayBuffer();
  const { renderReactPprofFlameGraph: render } = window;
  render('root', { profileData, filename: 'profile.pb', title: 'x', primaryColor: '#ff4444', secondaryColor: '#ffcc66' });
});
</script>`;

interface Tool {
  readonly name: string;
  readonly path: string;
}

const TOOLS: readonly Tool[] = [
  { name: 'vazou', path: '/pprof/?v=flame' },
  { name: 'speedscope', path: '/node_modules/speedscope/dist/release/index.html' },
  { name: 'react-pprof', path: '/react-pprof.html' },
];

interface Times {
  readonly open: number;
  readonly median: number;
  readonly slow: number;
}

using served = serve();
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
const gaveUp = new Set<string>();

console.log('Abrir (do arquivo escolhido ao primeiro nome desenhado) e mover (tempo por quadro, mediana e p95)');
for (const frames of only.length > 0 ? only : FRAMES) {
  // Merged: functions that no stack has are left out, as in a profile of a real program.
  const profile = combineProfiles({ profiles: [generateProfile(Math.ceil(frames / DEPTH))] });
  const bytes = Buffer.from(encodeProfile(profile));
  const best = new Map<string, Times>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const tool of TOOLS.filter(({ name }) => !gaveUp.has(name))) {
      const times = await measure(tool, bytes).catch(() => null);
      if (times === null) {
        gaveUp.add(tool.name);
        console.log(`  ${tool.name}: não abriu em ${PATIENCE_MS / 1_000} s`);
        continue;
      }
      const before = best.get(tool.name) ?? { open: Infinity, median: Infinity, slow: Infinity };
      best.set(tool.name, {
        open: Math.min(before.open, times.open),
        median: Math.min(before.median, times.median),
        slow: Math.min(before.slow, times.slow),
      });
    }
  }
  report(frames, best);
}

function report(frames: number, best: ReadonlyMap<string, Times>): void {
  console.log(`\n${frames.toLocaleString('pt-BR')} quadros de pilha`);
  const ours = best.get('vazou');
  for (const [name, { open, median, slow }] of best) {
    const ratio = (mine: number, theirs: number): string =>
      name === 'vazou' || ours === undefined ? '' : ` (${(mine / theirs).toFixed(2)}×)`;
    console.log(
      `  ${name.padEnd(12)} abrir ${open.toFixed(0).padStart(6)} ms${ratio(ours?.open ?? 0, open)}` +
        `   mover ${median.toFixed(1).padStart(6)} ms${ratio(ours?.median ?? 0, median)}` +
        `   p95 ${slow.toFixed(1).padStart(6)} ms${ratio(ours?.slow ?? 0, slow)}`,
    );
  }
}

/** In a browser of its own: a page that hangs is gone with it. */
async function measure({ path }: Tool, buffer: Buffer): Promise<Times> {
  await using browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(watchFirstName);
  await page.goto(`http://localhost:${served.port}${path}`, { waitUntil: 'load' });
  const input = page.locator('input[type=file]').first();
  await input.waitFor({ state: 'attached' });
  await input.setInputFiles({ name: 'profile.pb', mimeType: 'application/octet-stream', buffer });
  await page.waitForFunction(() => Number.isFinite((globalThis as unknown as Watch).firstName));
  const open = await page.evaluate(() => {
    const { firstName, chosen } = globalThis as unknown as Required<Watch>;
    return firstName - chosen;
  });
  await page.waitForTimeout(500);
  const intervals = await moves(page);
  const sorted = intervals.toSorted((a, b) => a - b);
  return { open, median: sorted[Math.floor(sorted.length / 2)]!, slow: sorted[Math.floor(sorted.length * 0.95)]! };
}

interface Watch {
  chosen?: number;
  firstName?: number;
}

/** In the page, before anything else: when the file was chosen, and when the first name stood on a canvas. */
function watchFirstName(): void {
  const watch = globalThis as unknown as Watch;
  document.addEventListener('change', () => (watch.chosen = performance.now()), { capture: true });
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (...drawn) {
    draw.apply(this, drawn);
    // Seen once the frame that it is part of is over.
    if (watch.chosen !== undefined && watch.firstName === undefined) {
      watch.firstName = Infinity;
      requestAnimationFrame(() => setTimeout(() => (watch.firstName = performance.now())));
    }
  };
}

/** In the page: one turn of the wheel or one step of a drag for each frame, on the largest canvas. */
function moves(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const canvases = [...document.querySelectorAll('canvas')].map((canvas) => ({
      canvas,
      box: canvas.getBoundingClientRect(),
    }));
    const { box } = canvases.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0]!;
    const at = { clientX: box.left + box.width * 0.3, clientY: box.top + Math.min(box.height, 400) * 0.4 };
    const target = document.elementFromPoint(at.clientX, at.clientY) ?? document.body;
    const common = { bubbles: true, cancelable: true, ...at };
    const step = (index: number): void => {
      const phase = Math.floor(index / 30) % 3;
      if (phase < 2) {
        const deltaY = phase === 0 ? -20 : 20;
        target.dispatchEvent(new WheelEvent('wheel', { ...common, deltaY, ctrlKey: true }));
        return;
      }
      const clientX = at.clientX + (index % 30) * 4;
      const kinds = index % 30 === 0 ? ['pointerdown', 'mousedown'] : ['pointermove', 'mousemove'];
      target.dispatchEvent(new PointerEvent(kinds[0]!, { ...common, clientX, buttons: 1, pointerId: 1 }));
      target.dispatchEvent(new MouseEvent(kinds[1]!, { ...common, clientX, buttons: 1 }));
    };
    const frame = (): Promise<number> =>
      new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    const intervals: number[] = [];
    let last = await frame();
    for (let index = 0; index < count; index++) {
      step(index);
      const now = await frame();
      intervals.push(now - last);
      last = now;
    }
    return intervals;
  }, MOVES);
}

/** The built site, and the peers' files. */
function serve(): Disposable & { readonly port: number } {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/react-pprof.html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(REACT_PPROF);
      return;
    }
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = join(ROOT, path.startsWith('/node_modules/') ? '' : 'dist', path);
    const isThere = !path.includes('..') && existsSync(file) && statSync(file).isFile();
    response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(isThere ? readFileSync(file) : 'not found');
  }).listen(0, '127.0.0.1');
  return {
    get port() {
      return (server.address() as AddressInfo).port;
    },
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
