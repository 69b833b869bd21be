/** What Go says about a pattern it refuses. The text goes behind "error parsing regexp: ". */
export class SyntaxError extends Error {
  constructor(reason: string, excerpt: string) {
    super(excerpt === '' ? reason : `${reason}: \`${excerpt}\``);
  }
}

const CONTROL: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['v', 11],
]);

/** One character written as an escape, at the start of the text. */
export function readEscape(text: string): { code: number; length: number } {
  const kind = text[1] ?? '';
  const control = CONTROL.get(kind);
  if (control !== undefined) return { code: control, length: 2 };
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(text);
  if (octal !== null) return { code: Number.parseInt(octal[1]!, 8), length: octal[0].length };
  const hexadecimal = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(text);
  if (hexadecimal !== null) {
    const code = Number.parseInt(hexadecimal[1] ?? hexadecimal[2]!, 16);
    if (code <= 0x10ffff) return { code, length: hexadecimal[0].length };
  }
  // Only punctuation may be escaped for no reason.
  if (/^[\x21-\x7e]$/.test(kind) && !/^[0-9A-Za-z]$/.test(kind)) return { code: kind.charCodeAt(0), length: 2 };
  throw new SyntaxError(
    'invalid escape sequence',
    text.slice(0, 1 + String.fromCodePoint(text.codePointAt(1) ?? 92).length),
  );
}

/** A character that stands for itself, outside a class. */
export function literal(character: string): string {
  return /^[\^$\\.*+?()[\]{}|/]$/.test(character) ? `\\${character}` : character;
}

/** A character that stands for itself inside a class. */
export function member(character: string): string {
  return /^[\^\\[\]-]$/.test(character) ? `\\${character}` : character;
}
