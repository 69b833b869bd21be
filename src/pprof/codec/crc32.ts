/** Polynomial of the checksum in gzip's trailer, bits reversed. */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
  return remainder;
});

/** CRC-32 of the chunks one after the other. */
export function crc32(chunks: readonly Uint8Array[]): number {
  let sum = 0xffffffff;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.length; index++) sum = TABLE[(sum ^ chunk[index]!) & 0xff]! ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}
