/** Strings as Go sees them: ordered by UTF-8 bytes, padded by code points. */

const FIRST_SURROGATE = 0xd800;

/**
 * Orders strings as their UTF-8 bytes do. JavaScript compares UTF-16 units, where a surrogate pair (above U+FFFF)
 * sorts before U+E000…U+FFFF; only there do the two orders differ.
 */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  if (index === length) return a.length - b.length;
  return rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
}

/** Moves the surrogates above all other units, keeping the order within both. */
function rank(unit: number): number {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** `%Ns`: fills with spaces on the left up to `width` code points. */
export function padLeft(text: string, width: number): string {
  return text.length >= 2 * width ? text : text.padStart(width + surplusUnits(text));
}

/** `%-Ns`: fills with spaces on the right up to `width` code points. */
export function padRight(text: string, width: number): string {
  return text.length >= 2 * width ? text : text.padEnd(width + surplusUnits(text));
}

/** How many UTF-16 units the text has beyond its code points. */
function surplusUnits(text: string): number {
  let surplus = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= FIRST_SURROGATE && unit < 0xdc00) surplus++;
  }
  return surplus;
}
