import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Profiles travel gzipped, as Go's do. */
export const compress = promisify(gzip);
