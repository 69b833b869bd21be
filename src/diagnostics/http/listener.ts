import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MainThreadStuck } from '../bridge.ts';
import { words } from '../words.ts';
import { failure, movedTo, type Answer } from './answer.ts';
import { refusal } from './guard.ts';
import { Parameters } from './parameters.ts';

/** What answers for one name below `/debug/pprof/`. `gone` tells when nobody waits for the answer any more. */
export type Handler = (parameters: Parameters, gone: AbortSignal) => Promise<Answer>;

/** The names below `/debug/pprof/`; the index has the empty one. */
export type Routes = ReadonlyMap<string, Handler>;

export const ROOT = '/debug/pprof/';

/** On every answer. `nosniff` is Go's; the others keep foreign pages from framing and embedding. */
const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
} as const;

export function debugListener(routes: Routes): RequestListener {
  return (request, response) => void respond(routes, request, response);
}

async function respond(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { status, headers, body } = refusal(request) ?? (await answer(routes, request, gone.signal));
  response.writeHead(status, { ...COMMON_HEADERS, ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

async function answer(routes: Routes, request: IncomingMessage, gone: AbortSignal): Promise<Answer> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (`${path}/` === ROOT) return movedTo(ROOT);
  if (!path.startsWith(ROOT)) return failure(404, words.elsewhere);
  const handler = routes.get(path.slice(ROOT.length));
  if (handler === undefined) return failure(404, 'Unknown profile');
  try {
    return await handler(new Parameters(query), gone);
  } catch (error) {
    if (error instanceof MainThreadStuck) return failure(503, error.message);
    return failure(500, words.failed(error instanceof Error ? error.message : String(error)));
  }
}
