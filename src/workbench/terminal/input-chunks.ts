/** A long paste, in pieces that fit into a message each. Pure. */

/** Escaped in JSON each character may take six bytes, and the workshop takes 64 KiB. */
export const INPUT_CHUNK = 8_000;

/** No piece ends within a character: half of one would arrive as none. */
export function inputChunks(data: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < data.length;) {
    const last = data.charCodeAt(at + INPUT_CHUNK - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    const end = at + INPUT_CHUNK - (isHalf ? 1 : 0);
    chunks.push(data.slice(at, end));
    at = end;
  }
  return chunks;
}
