import { decodeProfile } from '#pprof/codec.ts';
import { ProfileError } from '#pprof/errors.ts';
import type { Profile } from '#pprof/profile.ts';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { httpGet, textOf } from '../http-get.ts';
import { parseAddress, type Address } from './address.ts';

/** A body larger than this is no profile that we would open; the engine's limit on unpacked bytes is the same. */
const MAX_BYTES = 256 * 2 ** 20;

/** Why a source gave no profile. */
export type SourceFailure =
  | { readonly kind: 'missing-file'; readonly path: string; readonly reason: string }
  | { readonly kind: 'lab-not-running'; readonly slug: string }
  | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
  | { readonly kind: 'timeout'; readonly url: string; readonly seconds: number }
  | { readonly kind: 'refused'; readonly url: string; readonly status: string; readonly body: string }
  | { readonly kind: 'malformed'; readonly error: ProfileError };

export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly failure: SourceFailure;

  constructor(failure: SourceFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** What is told while a profile is fetched. */
export type FetchProgress = (address: Address) => void;

export interface Loaded {
  readonly profile: Profile;
  /** It came over the network, and so exists nowhere else. */
  readonly isRemote: boolean;
}

/**
 * Reads one source: a file, a URL, `host:port`, or the id of a lab that is running.
 * @throws {SourceError}
 */
export async function loadSource(
  source: string,
  {
    seconds,
    timeout,
    onFetch,
  }: { readonly seconds: number; readonly timeout: number; readonly onFetch: FetchProgress },
): Promise<Loaded> {
  const address = parseAddress((await addressOfLab(source)) ?? source, seconds, timeout);
  if (address === undefined) return { profile: decode(await readBytes(source)), isRemote: false };
  onFetch(address);
  return { profile: decode(await fetchBytes(address)), isRemote: true };
}

/** Only a source that looks like a lab's id brings in what knows labs: a file shall not wait for it. */
async function addressOfLab(source: string): Promise<string | undefined> {
  if (!/^[a-z][a-z0-9-]*$/.test(source)) return undefined;
  const { labAddress } = await import('./lab-address.ts');
  const address = await labAddress(source);
  if (address === null) throw new SourceError({ kind: 'lab-not-running', slug: source });
  return address;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new SourceError({ kind: 'missing-file', path, reason: codeOf(error) });
  }
}

async function fetchBytes({ url, timeoutSeconds }: Address): Promise<Uint8Array> {
  // The recording takes as long as it takes; the grace is for the way there and back, as in pprof.
  const signal = AbortSignal.timeout((timeoutSeconds + 5) * 1000);
  try {
    const response = await httpGet(url, signal);
    const { statusCode = 0, statusMessage = '' } = response;
    if (statusCode < 200 || statusCode > 299) {
      const body = response.headers['x-go-pprof'] === undefined ? '' : await textOf(response);
      response.destroy();
      throw new SourceError({ kind: 'refused', url, status: `${statusCode} ${statusMessage}`, body });
    }
    return await readBody(response);
  } catch (error) {
    if (error instanceof SourceError || error instanceof ProfileError) throw error;
    if (signal.aborted) throw new SourceError({ kind: 'timeout', url, seconds: timeoutSeconds });
    throw new SourceError({ kind: 'unreachable', url, reason: codeOf(error) });
  }
}

async function readBody(response: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_BYTES) throw malformed(new ProfileError('too-large', `more than ${MAX_BYTES} bytes`));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** zlib unpacks ten times as fast as the engine's own inflater, which is made to run anywhere. */
function decode(bytes: Uint8Array): Profile {
  try {
    return decodeProfile(unpacked(bytes));
  } catch (error) {
    if (error instanceof ProfileError) throw malformed(error);
    throw error;
  }
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new ProfileError('too-large', `the profile has more than ${MAX_BYTES} bytes uncompressed`);
    }
    throw new ProfileError('bad-gzip', `decompressing profile: ${codeOf(error)}`);
  }
}

function malformed(error: ProfileError): SourceError {
  return new SourceError({ kind: 'malformed', error });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.message : codeOf(error.cause);
}
