/**
 * The engine against speedscope's importer, both in one Chromium: `node bench/speedscope.ts FILE` prints milliseconds
 * as JSON. Speedscope's npm package is an app, not a library, so its own `console.time('import')` is the measure: from
 * the file's bytes to its stack and call-graph data. Ours are asked for as much and more: parse, top and flame layout.
 */
import { chromium, type Browser, type Route } from 'playwright';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchOptions } from '../test/e2e/browser.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** No server: every request of the pages is answered from the repository's files. */
const ORIGIN = 'http://bench.localhost';
const SPEEDSCOPE = '/node_modules/speedscope/dist/release';
const ROUNDS = 5;
const IMPORT_TIME = /^import: ([\d.]+) ms$/;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.ts': 'text/javascript',
};

const OUR_PAGE = `<!doctype html><script type="importmap">
{ "imports": { "fflate": "/node_modules/fflate/esm/browser.js" } }</script><script type="module">
import { decodeProfile } from '/src/pprof/codec.ts';
import { layoutFlame } from '/src/pprof/flame.ts';
import { topData } from '/src/pprof/report/top.ts';
const bytes = new Uint8Array(await (await fetch('/profile')).arrayBuffer());
console.time('import');
const profile = decodeProfile(bytes);
topData(profile);
layoutFlame(profile);
console.timeEnd('import');
</script>`;

const file = process.argv[2]!;
// Speedscope draws with WebGL and imports nothing without it.
const options = await launchOptions();
const args = [...(options.args ?? []).filter((arg) => arg !== '--disable-gpu'), '--enable-unsafe-swiftshader'];
await using browser = await chromium.launch({ ...options, args });
const speedscope = await measure(browser, `${SPEEDSCOPE}/index.html`, true);
const vazou = await measure(browser, '/ours.html', false);
console.log(JSON.stringify({ vazou, speedscope }));

/** Best of several imports, each in a page of its own: nothing is warm. @param upload whether the page waits for a file. */
async function measure(browser: Browser, path: string, upload: boolean): Promise<number> {
  let shortest = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    await using page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, answer);
    const noted = page.waitForEvent('console', (message) => IMPORT_TIME.test(message.text()));
    await page.goto(ORIGIN + path);
    if (upload) await page.locator('input[type=file]').first().setInputFiles(file);
    shortest = Math.min(shortest, Number(IMPORT_TIME.exec((await noted).text())![1]));
  }
  return shortest;
}

function answer(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname === '/ours.html') return route.fulfill({ contentType: 'text/html', body: OUR_PAGE });
  if (pathname === '/profile') return route.fulfill({ body: readFileSync(file) });
  const body = readFileSync(join(ROOT, pathname));
  const extension = extname(pathname);
  return route.fulfill({
    contentType: TYPES[extension] ?? 'application/octet-stream',
    body: extension === '.ts' ? stripTypeScriptTypes(body.toString()) : body,
  });
}
