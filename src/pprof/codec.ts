/** profile.proto in and out: bytes ↔ {@link Profile}. */
export { decodeProfile } from './codec/decode.ts';
export { encodeProfile } from './codec/encode.ts';
