import { Gunzip } from 'fflate';
import { ProfileError } from '../errors.ts';
import { crc32 } from './crc32.ts';

/** Compressed bytes given to the inflater at a time; deflate expands at most 1032 times, so 16 MB at a time. */
const SLICE_BYTES = 16 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks gzip (also of several members), counting what comes out, so that a bomb stops at `limit` bytes. */
export function gunzip(bytes: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  });
  let members = 1;
  stream.onmember = () => members++;
  try {
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      stream.push(bytes.subarray(start, start + SLICE_BYTES), start + SLICE_BYTES >= bytes.length);
    }
  } catch (error) {
    if (error instanceof ProfileError) throw error;
    throw new ProfileError('bad-gzip', `decompressing profile: ${error instanceof Error ? error.message : error}`);
  }
  // The inflater does not look at the checksum. Of several members (rare: `cat a.gz b.gz`) only the last one's is at
  // a known place, so those are trusted.
  if (members === 1) checkTrailer(bytes, chunks, size);
  return concatenate(chunks, size);
}

/** The last eight bytes are the checksum of what was packed, and its length. */
function checkTrailer(bytes: Uint8Array, chunks: readonly Uint8Array[], size: number): void {
  if (bytes.length < 18) throw new ProfileError('bad-gzip', 'decompressing profile: unexpected EOF'); // header and trailer alone
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  if (trailer.getUint32(0, true) === crc32(chunks) && trailer.getUint32(4, true) === size % 2 ** 32) return;
  throw new ProfileError('bad-gzip', 'decompressing profile: invalid checksum');
}

export function tooLarge(limit: number): ProfileError {
  return new ProfileError('too-large', `the profile has more than ${limit} bytes uncompressed`);
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
