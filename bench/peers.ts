/** The tools that the bench of the browser compares, and the server that they are loaded from. */
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
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

export interface Tool {
  readonly name: string;
  readonly path: string;
  /** The turn of the wheel that brings the graph closer by a twentieth. */
  readonly closer: number;
}

export const VAZOU: Tool = { name: 'vazou', path: '/pprof/?v=flame', closer: -20 };
export const TOOLS: readonly Tool[] = [
  VAZOU,
  { name: 'speedscope', path: '/node_modules/speedscope/dist/release/index.html', closer: -2 },
  { name: 'react-pprof', path: '/react-pprof.html', closer: 1 },
];

/** The built site, and the peers' files. */
export function serve(): Disposable & { readonly port: number } {
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
