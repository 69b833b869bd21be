import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MainThreadStuck } from '../bridge.ts';
import { words } from '../words.ts';
import { failure, movedTo, type Answer } from './answer.ts';
import type { Access } from './access.ts';
import type { Farewell } from './farewell.ts';
import { refusal } from './guard.ts';
import { Parameters } from './parameters.ts';
import { ROOT } from './root.ts';

/** What answers for one name below `/debug/pprof/`. `gone` tells when nobody waits for the answer any more. */
export type Handler = (parameters: Parameters, gone: AbortSignal) => Promise<Answer>;

/** The names below `/debug/pprof/`; the index has the empty one. */
export interface Routes {
  get(name: string): Handler | undefined;
}

/** On every answer. `nosniff` is Go's; the others keep foreign pages from framing and embedding. */
const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  // An address may have the token in it.
  'Referrer-Policy': 'no-referrer',
} as const;

export function debugListener(routes: Routes, access: Access, farewell: Farewell): RequestListener {
  return (request, response) => {
    const early = refusal(request, access) ?? farewell.answer;
    if (early === null) farewell.waitsFor(response);
    // Whatever an answer comes to, the server goes on: without it nobody is left to ask.
    respond(routes, request, response, early).catch(() => response.destroy());
  };
}

async function respond(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  early: Answer | null,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { status, headers, body } = early ?? (await answer(routes, request, gone.signal));
  const isStream = typeof body === 'object' && 'stream' in body;
  if (response.headersSent) {
    // The process ends, and that was said.
    if (isStream) body.stream.destroy();
    return;
  }
  const size = isStream ? body.size : Buffer.byteLength(body);
  response.writeHead(status, { ...COMMON_HEADERS, ...headers, 'Content-Length': size });
  if (!isStream) response.end(body);
  else if (request.method === 'HEAD') response.end(() => body.stream.destroy());
  // Who leaves early ends the stream with it; there is nobody to tell.
  else await pipeline(body.stream, response).catch(() => {});
}

/** An app names its own profiles as it likes, and browsers encode what is not ASCII. */
function nameIn(path: string): string {
  const name = path.slice(ROOT.length);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function answer(routes: Routes, request: IncomingMessage, gone: AbortSignal): Promise<Answer> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (`${path}/` === ROOT) return movedTo(ROOT);
  if (!path.startsWith(ROOT)) return failure(404, words.elsewhere);
  const handler = routes.get(nameIn(path));
  if (handler === undefined) return failure(404, 'Unknown profile');
  try {
    return await handler(new Parameters(query), gone);
  } catch (error) {
    if (error instanceof MainThreadStuck) return failure(503, error.message);
    return failure(500, words.failed(error instanceof Error ? error.message : String(error)));
  }
}
