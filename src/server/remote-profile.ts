import { Hono } from 'hono';
import { z } from 'zod';
import { exchange, NoAnswer, type LoopbackHost } from '#lab/http-exchange.ts';
import type { LabResponse } from '#lab/scenario.ts';
import { t } from '#i18n/index.ts';
import type { RemoteProfileRequest } from './contract.ts';
import type { ServerEnv } from './environment.ts';
import { ServerError } from './errors.ts';
import { MAX_REMOTE_SECONDS, REMOTE_GRACE_MS } from './limits.ts';
import { readJson } from './parse.ts';

/** The profiles of net/http/pprof and of `vazou/diagnostics`. Nothing else of a process can be asked for through us. */
const PROFILES: ReadonlySet<string> = new Set([
  'allocs',
  'block',
  'external',
  'fd',
  'goroutine',
  'heap',
  'mutex',
  'profile',
  'threadcreate',
]);
const PATH = /^\/debug\/pprof\/(?<name>[a-z]+)$/;
/** Names for this machine alone, and where they are tried. What they resolve to does not matter. */
const LOOPBACK: ReadonlyMap<string, readonly LoopbackHost[]> = new Map([
  ['127.0.0.1', ['127.0.0.1']],
  ['[::1]', ['::1']],
  ['localhost', ['127.0.0.1', '::1']],
]);
/** What net/http/pprof records when it is not told. */
const DEFAULT_CPU_SECONDS = 30;

const request: z.ZodType<RemoteProfileRequest> = z.strictObject({
  url: z.string().max(500),
  seconds: z.int().min(0).max(MAX_REMOTE_SECONDS),
});

/** Where a profile is to be fetched. */
export interface RemoteProfile {
  /** In the order in which they are tried. */
  readonly hosts: readonly LoopbackHost[];
  readonly port: number;
  /** With the parameters that are passed on: `gc` and a capped `seconds`; no other. */
  readonly path: string;
  /** How long the process is going to record. */
  readonly seconds: number;
}

/**
 * Reads an address that somebody typed.
 * @returns null unless it is a profile of a process on this machine.
 */
export function remoteProfileOf({ url, seconds }: RemoteProfileRequest): RemoteProfile | null {
  const text = /^[a-z][a-z+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(text)) return null;
  const parsed = new URL(text);
  const name = PATH.exec(parsed.pathname)?.groups?.['name'] ?? '';
  const hosts = LOOPBACK.get(parsed.hostname);
  if (parsed.protocol !== 'http:' || hosts === undefined || !PROFILES.has(name)) return null;
  if (parsed.username !== '' || parsed.password !== '') return null;
  const inUrl = Number(parsed.searchParams.get('seconds') ?? 0);
  const asked = seconds > 0 ? seconds : Number.isInteger(inUrl) && inUrl > 0 ? inUrl : 0;
  const recording = Math.min(asked === 0 && name === 'profile' ? DEFAULT_CPU_SECONDS : asked, MAX_REMOTE_SECONDS);
  const query = new URLSearchParams();
  if (recording > 0) query.set('seconds', String(recording));
  if (parsed.searchParams.get('gc') === '1') query.set('gc', '1');
  const suffix = query.size === 0 ? '' : `?${query}`;
  return { hosts, port: Number(parsed.port || 80), path: `${parsed.pathname}${suffix}`, seconds: recording };
}

/** Fetches a profile from a process of this machine, since a page may not ask another origin for one. */
export function remoteProfileRoutes(): Hono<ServerEnv> {
  return new Hono<ServerEnv>().post('/', async (c) => {
    const remote = remoteProfileOf(await readJson(c, request));
    if (remote === null) throw new ServerError('bad-profile-address');
    const { status, headers, body } = await fetched(remote, c.req.raw.signal);
    if (status !== 200) {
      const isExplained = headers['x-go-pprof'] !== undefined;
      const reason = isExplained ? Buffer.from(body).toString('utf8', 0, 300).trim() : '';
      throw new ServerError('profile-refused', t.server.profileRefused(status, reason));
    }
    return c.body(Buffer.from(body), 200, { 'Content-Type': 'application/octet-stream' });
  });
}

/** Our cookie stays here: the request has no headers but its own. */
async function fetched(remote: RemoteProfile, signal: AbortSignal): Promise<LabResponse> {
  const { hosts, port, path, seconds } = remote;
  const [host, ...others] = hosts;
  try {
    const timeoutMs = seconds * 1000 + REMOTE_GRACE_MS;
    return await exchange({ method: 'GET', path }, { host, port, timeoutMs, signal });
  } catch (error) {
    if (error instanceof NoAnswer && error.isRefusal && others.length > 0) {
      return fetched({ ...remote, hosts: others }, signal);
    }
    if (error instanceof NoAnswer) throw new ServerError('profile-no-answer');
    throw error;
  }
}
