import { isIP } from 'node:net';
import { words } from './words.ts';

/** A port that was asked for is that one or none; the default moves on to the next free one. */
export type PortWish =
  { readonly kind: 'exactly'; readonly port: number } | { readonly kind: 'from'; readonly port: number };

/** What is left of a process that runs out of memory. */
export interface DeathWish {
  /** Where, relative to the working directory; made if it does not exist. */
  readonly folder: string;
  /** A heap snapshot besides the profile: seconds and hundreds of MB where there are millions of objects. */
  readonly snapshot: boolean;
}

export interface Settings {
  /** `null`: profile, but serve nothing. */
  readonly port: PortWish | null;
  /** IP address to listen on. */
  readonly host: string;
  /** Whether other machines reach that. */
  readonly isExposed: boolean;
  /** What whoever asks has to know; `null`: nothing. */
  readonly token: string | null;
  /** Mean bytes allocated between two samples of the heap profiler. */
  readonly heapInterval: number;
  /** Mean bytes between two samples of memory outside of V8's heap; `null`: not sampled. */
  readonly externalInterval: number | null;
  /** Mean promises between two samples of those that wait; `null`: not sampled. */
  readonly promiseInterval: number | null;
  /** Milliseconds by which the event loop may be late before the `block` profile notes it; `null`: not watched. */
  readonly blockThreshold: number | null;
  /** Whether to note who opens files and sockets. */
  readonly trackFiles: boolean;
  /** What to leave behind when the heap reaches its ceiling; `null`: nothing. */
  readonly death: DeathWish | null;
  /** Proof of identity for whoever started the process. */
  readonly runId: string | null;
  /** What was wrong with the environment, ready to be shown. */
  readonly complaints: readonly string[];
}

/** Profiles show code, and collecting them costs: nobody else's business. */
const LOOPBACK_HOST = '127.0.0.1';
/** 16 random characters cannot be tried out over a network. */
const MIN_TOKEN_LENGTH = 16;
/** Go's habit for `net/http/pprof`. */
const DEFAULT_PORT = 6060;
/**
 * Twice Go's `runtime.MemProfileRate`: a sample costs V8 some 3 µs, and a service that allocates 1.6 GB a second pays
 * 1.2 % for Go's interval, half of it for this one (the sampler alone, switched on and off in one process).
 */
const DEFAULT_HEAP_INTERVAL = 1024 * 1024;
/** Below this V8 samples nearly every object and allocation slows down several times. */
const MIN_HEAP_INTERVAL = 1024;
/** V8 takes the interval as a double, but anything past this would never sample a heap that fits in memory. */
const MAX_HEAP_INTERVAL = 1024 ** 3;
/** With fewer samples than one in a million, no leak that fits in memory would show. */
const MAX_PROMISE_INTERVAL = 1_000_000;
/** The heart beats twice as often, and below this that would be felt. */
const MIN_BLOCK_THRESHOLD_MS = 10;
/** Nobody waits for a stall of an hour. */
const MAX_BLOCK_THRESHOLD_MS = 3_600_000;

/**
 * - `VAZOU_DEBUG_PORT`: port on 127.0.0.1, exactly that one (0: any free one); unset: 6060 or the next free one.
 * - `VAZOU_DEBUG_HOST`: IP address to listen on; unset: 127.0.0.1. Another one than this machine's own only with a token.
 * - `VAZOU_DEBUG_TOKEN`: what whoever asks has to know, of 16 characters or more.
 * - `VAZOU_HEAP_INTERVAL`: sampling interval of the heap profiler, in bytes.
 * - `VAZOU_EXTERNAL_INTERVAL`: sampling interval of memory outside of V8's heap, in bytes; unset: not sampled, since the
 *   functions that allocate it have to be wrapped.
 * - `VAZOU_DEATH_DIR`: folder that gets a last heap profile when the heap reaches its ceiling; `VAZOU_DEATH_SNAPSHOT=1`:
 *   and a heap snapshot.
 * - `VAZOU_PROMISE_INTERVAL`: promises between two samples of those that wait, 1 for every one; unset: not sampled,
 *   since V8 then makes a promise more for each `await`.
 * - `VAZOU_BLOCK_THRESHOLD`: milliseconds by which the event loop may be late before the `block` profile notes it; unset:
 *   not watched (as in Go), since the watch wakes an idle process 84 times a second.
 * - `VAZOU_FD=1`: note who opens files and sockets, for the `fd` profile; the functions that do are wrapped.
 * - `VAZOU_RUN_ID`: echoed by memstats.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const interval = readInteger(env['VAZOU_HEAP_INTERVAL'], MIN_HEAP_INTERVAL, MAX_HEAP_INTERVAL);
  const external = readInteger(env['VAZOU_EXTERNAL_INTERVAL'], 1, MAX_HEAP_INTERVAL);
  const promises = readInteger(env['VAZOU_PROMISE_INTERVAL'], 1, MAX_PROMISE_INTERVAL);
  const block = readInteger(env['VAZOU_BLOCK_THRESHOLD'], MIN_BLOCK_THRESHOLD_MS, MAX_BLOCK_THRESHOLD_MS);
  const port = readInteger(env['VAZOU_DEBUG_PORT'], 0, 65_535);
  const complaints: string[] = [];
  if (port === null) complaints.push(words.badPort(env['VAZOU_DEBUG_PORT'] ?? ''));
  if (interval === null) {
    complaints.push(words.badInterval(env['VAZOU_HEAP_INTERVAL'] ?? '', MIN_HEAP_INTERVAL, DEFAULT_HEAP_INTERVAL));
  }
  if (external === null) complaints.push(words.badExternalInterval(env['VAZOU_EXTERNAL_INTERVAL'] ?? ''));
  if (promises === null) complaints.push(words.badPromiseInterval(env['VAZOU_PROMISE_INTERVAL'] ?? ''));
  if (block === null) {
    complaints.push(words.badBlockThreshold(env['VAZOU_BLOCK_THRESHOLD'] ?? '', MIN_BLOCK_THRESHOLD_MS));
  }
  const { complaint, ...door } = readDoor(env);
  if (complaint !== null) complaints.push(complaint);
  return {
    port: complaint === null ? portWish(port) : null,
    ...door,
    heapInterval: interval ?? DEFAULT_HEAP_INTERVAL,
    externalInterval: external ?? null,
    promiseInterval: promises ?? null,
    blockThreshold: block ?? null,
    trackFiles: env['VAZOU_FD'] === '1',
    death: deathWish(env),
    runId: env['VAZOU_RUN_ID'] ?? null,
    complaints,
  };
}

/** Who gets in. What is not right here is not put right: nothing is served then. */
function readDoor(env: Readonly<Record<string, string | undefined>>) {
  const wished = (env['VAZOU_DEBUG_HOST'] ?? '').trim();
  const host = wished === '' || wished === 'localhost' ? LOOPBACK_HOST : wished;
  const isExposed = !host.startsWith('127.') && host !== '::1';
  const given = env['VAZOU_DEBUG_TOKEN'] ?? '';
  const token = given === '' ? null : given;
  let complaint: string | null = null;
  if (isIP(host) === 0) complaint = words.badHost(wished);
  else if (token !== null && token.length < MIN_TOKEN_LENGTH) complaint = words.shortToken(MIN_TOKEN_LENGTH);
  else if (isExposed && token === null) complaint = words.exposedWithoutToken(host, MIN_TOKEN_LENGTH);
  return { host, isExposed, token, complaint };
}

function deathWish(env: Readonly<Record<string, string | undefined>>): DeathWish | null {
  const folder = env['VAZOU_DEATH_DIR'] ?? '';
  return folder === '' ? null : { folder, snapshot: env['VAZOU_DEATH_SNAPSHOT'] === '1' };
}

function portWish(port: number | null | undefined): PortWish | null {
  if (port === undefined) return { kind: 'from', port: DEFAULT_PORT };
  return port === null ? null : { kind: 'exactly', port };
}

/** `undefined` if unset or empty, `null` if it is not an integer within the bounds. */
function readInteger(value: string | undefined, min: number, max: number): number | null | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const number = /^\d{1,10}$/.test(value.trim()) ? Number(value) : Number.NaN;
  return number >= min && number <= max ? number : null;
}
