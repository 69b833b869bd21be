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
import { chromium } from 'playwright';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchOptions } from '../test/e2e/browser.ts';
import { generateProfile } from './generate.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Of the generated stacks. */
const DEPTH = 24;
const FRAMES = [10_000, 100_000, 1_000_000];
const MANY_SAMPLES = 1_000_000;
const ROUNDS = 3;
/** Of each kind: closer, sideways, back. */
const MOVES = 30;
/** For the page to come to rest. */
const SETTLE_MS = 500;
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

const REACT_PPROF_BUNDLE = '/node_modules/react-pprof/cli-build/flamegraph.js';
/** Its component zooms by the wheel where it is told to; the page that it ships never tells it. */
const ZOOM_IS_OFF = /(zoomOnScroll:\w+)=!1/;

interface Tool {
  readonly name: string;
  readonly path: string;
  /** The turn of the wheel that brings the graph closer by a twentieth. */
  readonly closer: number;
}

const VAZOU: Tool = { name: 'vazou', path: '/pprof/?v=flame', closer: -20 };
const TOOLS: readonly Tool[] = [
  VAZOU,
  { name: 'speedscope', path: '/node_modules/speedscope/dist/release/index.html', closer: -2 },
  { name: 'react-pprof', path: '/react-pprof.html', closer: 1 },
];

/** In milliseconds, but `drawn`, the share of moves that the tool drew. */
interface Times {
  readonly open: number;
  readonly median: number;
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

console.log('Abrir (do arquivo escolhido ao primeiro nome desenhado), mover (tempo por quadro: mediana e p95)');
console.log('e a maior pausa da página; entre parênteses, a razão da Vazou para a ferramenta');
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
  const profile = combineProfiles({ profiles: [generateProfile(samples)] });
  const file = join(folder.path, `${samples}.pb`);
  writeFileSync(file, encodeProfile(profile));
  return file;
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
        median: Math.min(before.median, times.median),
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
      return `${name} ${times[key].toFixed(digits).padStart(6)} ms${ratio.padEnd(9)}`;
    };
    console.log(
      `  ${tool.name.padEnd(12)} ${column('abrir', 'open', 0)} ${column('mover', 'median', 1)} ` +
        `${column('p95', 'slow', 1)} ${column('pausa', 'pause', 0)} desenhou ${(times.drawn * 100).toFixed(0)}%`,
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
  const moved = await page.evaluate(moveAround, { closer, count: MOVES });
  const { open, pause } = await page.evaluate(() => {
    const { firstName, chosen, longest } = globalThis as unknown as Required<Watch>;
    return { open: firstName - chosen, pause: longest };
  });
  const sorted = moved.filter(({ drew }) => drew).map(({ took }) => took);
  sorted.sort((a, b) => a - b);
  if (sorted.length === 0) throw new Error('não desenhou nenhum movimento');
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)]!;
  return { open, median: at(0.5), slow: at(0.95), pause, drawn: sorted.length / moved.length };
}

interface Watch {
  chosen?: number;
  firstName?: number;
  /** Longest task since the file was chosen. */
  longest?: number;
  drew?: boolean;
}

/** In the page, before anything else: when the file was chosen, when the first name stood on a canvas, what drew. */
function watchPage(): void {
  const watch = globalThis as unknown as Watch;
  const choose = (): void => {
    watch.chosen = performance.now();
    watch.longest = 0;
  };
  document.addEventListener('change', choose, { capture: true });
  new PerformanceObserver((list) => {
    const tasks = list.getEntries().filter(({ startTime }) => startTime >= (watch.chosen ?? Infinity));
    for (const { duration } of tasks) watch.longest = Math.max(watch.longest ?? 0, duration);
  }).observe({ entryTypes: ['longtask'] });
  const onDraw = <K extends string>(
    prototype: Record<K, (...drawn: never[]) => unknown>,
    name: K,
    also?: () => void,
  ) => {
    const draw = prototype[name];
    prototype[name] = function (this: unknown, ...drawn: never[]) {
      watch.drew = true;
      also?.();
      return draw.apply(this, drawn);
    };
  };
  const seen = (): void => {
    // Seen once the frame that it is part of is over.
    if (watch.chosen !== undefined && watch.firstName === undefined) {
      watch.firstName = Infinity;
      requestAnimationFrame(() => setTimeout(() => (watch.firstName = performance.now())));
    }
  };
  onDraw(CanvasRenderingContext2D.prototype, 'fillText', seen);
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
    onDraw(prototype, 'drawArrays');
    onDraw(prototype, 'drawElements');
  }
}

/** In the page: one turn of the wheel or one step of a drag before each frame, on the largest canvas. */
async function moveAround({
  closer,
  count,
}: {
  closer: number;
  count: number;
}): Promise<{ took: number; drew: boolean }[]> {
  const watch = globalThis as unknown as Watch;
  const canvases = [...document.querySelectorAll('canvas')].map((canvas) => ({
    canvas,
    box: canvas.getBoundingClientRect(),
  }));
  const { box } = canvases.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0]!;
  const at = { clientX: box.left + box.width * 0.3, clientY: box.top + Math.min(box.height, 400) * 0.4 };
  const target = document.elementFromPoint(at.clientX, at.clientY) ?? document.body;
  const common = { bubbles: true, cancelable: true, ...at };
  const wheel = (deltaY: number): void =>
    void target.dispatchEvent(new WheelEvent('wheel', { ...common, deltaY, ctrlKey: true }));
  const drag = (index: number): void => {
    const clientX = at.clientX - index * 4;
    const kinds = index === 0 ? ['pointerdown', 'mousedown'] : ['pointermove', 'mousemove'];
    target.dispatchEvent(new PointerEvent(kinds[0]!, { ...common, clientX, buttons: 1, pointerId: 1 }));
    target.dispatchEvent(new MouseEvent(kinds[1]!, { ...common, clientX, buttons: 1 }));
  };
  const steps = [
    ...Array.from({ length: count }, () => () => wheel(closer)),
    ...Array.from({ length: count }, (_, index) => () => drag(index)),
    ...Array.from({ length: count }, () => () => wheel(-closer)),
  ];
  /** The frame is drawn, and the next event may come. */
  const frame = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now()));
        port1.start();
        port2.postMessage(null);
      });
    });
  const moved: { took: number; drew: boolean }[] = [];
  let last = await frame();
  for (const step of steps) {
    watch.drew = false;
    step();
    const now = await frame();
    moved.push({ took: now - last, drew: watch.drew });
    last = now;
  }
  return moved;
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
    if (isThere && path === REACT_PPROF_BUNDLE) response.end(withZoom(readFileSync(file, 'utf8')));
    else response.end(isThere ? readFileSync(file) : 'not found');
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

function withZoom(bundle: string): string {
  if (!ZOOM_IS_OFF.test(bundle)) throw new Error('react-pprof: zoomOnScroll is not where it was');
  return bundle.replace(ZOOM_IS_OFF, '$1=!0');
}

function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'vazou-bench-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
