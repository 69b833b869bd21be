import { member, readEscape, SyntaxError } from './escape.ts';

/** A class by name, as members to be put between brackets. */
interface NamedClass {
  readonly members: string;
  readonly negated: boolean;
  /** Characters of the pattern it takes. */
  readonly length: number;
}

/** JavaScript's \s and \w hold more than RE2's, which are ASCII. */
const PERL: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['s', '\\t\\n\\f\\r '],
  ['w', '0-9A-Za-z_'],
]);

const POSIX: ReadonlyMap<string, string> = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['ascii', '\\x00-\\x7F'],
  ['blank', '\\t '],
  ['cntrl', '\\x00-\\x1F\\x7F'],
  ['digit', '0-9'],
  ['graph', '!-~'],
  ['lower', 'a-z'],
  ['print', ' -~'],
  ['punct', '!-\\/:-@\\[-`\\{-~'],
  ['space', '\\t\\n\\v\\f\\r '],
  ['upper', 'A-Z'],
  ['word', '0-9A-Za-z_'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** `\d`, `\S`, `\pL`, `\P{Greek}` at the start of the text. */
export function perlClass(text: string): NamedClass | undefined {
  const letter = text[1] ?? '';
  const members = PERL.get(letter.toLowerCase());
  if (members !== undefined) return { members, negated: letter !== letter.toLowerCase(), length: 2 };
  const unicode = /^\\([pP])(?:\{(\^?)([^}]*)\}|(.))/u.exec(text);
  if (unicode === null) {
    if (letter === 'p' || letter === 'P') throw new SyntaxError('invalid character class range', text);
    return undefined;
  }
  const name = unicode[3] ?? unicode[4]!;
  return {
    members: unicodeProperty(name, unicode[0]),
    negated: (unicode[1] === 'P') !== (unicode[2] === '^'),
    length: unicode[0].length,
  };
}

function unicodeProperty(name: string, excerpt: string): string {
  if (name === 'Any') return '\\s\\S';
  // RE2 knows general categories by their short names, and scripts.
  const property = name.length <= 2 ? `\\p{${name}}` : `\\p{Script=${name}}`;
  try {
    return new RegExp(property, 'u').source;
  } catch {
    throw new SyntaxError('invalid character class range', excerpt);
  }
}

/** Reads `[…]` at `start`; `end` is behind its bracket. */
export function readClass(pattern: string, start: number): { source: string; end: number } {
  let position = start + 1;
  const negated = pattern[position] === '^';
  if (negated) position++;
  let members = '';
  // Parts that are themselves complements cannot stand in a JavaScript class; they become alternatives.
  const complements: string[] = [];
  for (let first = true; first || pattern[position] !== ']'; first = false) {
    if (position >= pattern.length) throw new SyntaxError('missing closing ]', pattern.slice(start));
    const named = namedMember(pattern.slice(position));
    if (named !== undefined) {
      if (named.negated) complements.push(`[^${named.members}]`);
      else members += named.members;
      position += named.length;
      continue;
    }
    const low = readMember(pattern, position, start);
    position += low.length;
    if (pattern[position] === '-' && position + 1 < pattern.length && pattern[position + 1] !== ']') {
      const high = readMember(pattern, position + 1, start);
      if (high.code < low.code) {
        throw new SyntaxError(
          'invalid character class range',
          pattern.slice(position - low.length, position + 1 + high.length),
        );
      }
      members += `${literalCode(low.code)}-${literalCode(high.code)}`;
      position += 1 + high.length;
    } else {
      members += literalCode(low.code);
    }
  }
  return { source: combine(members, complements, negated), end: position + 1 };
}

function namedMember(text: string): NamedClass | undefined {
  if (text.startsWith('\\')) return perlClass(text);
  const posix = /^\[:(\^?)(\w*):\]/.exec(text);
  if (posix === null) return undefined;
  const members = POSIX.get(posix[2]!);
  if (members === undefined) throw new SyntaxError('invalid character class range', posix[0]);
  return { members, negated: posix[1] === '^', length: posix[0].length };
}

function readMember(pattern: string, position: number, start: number): { code: number; length: number } {
  if (position >= pattern.length) throw new SyntaxError('missing closing ]', pattern.slice(start));
  if (pattern[position] === '\\') return readEscape(pattern.slice(position));
  const code = pattern.codePointAt(position)!;
  return { code, length: String.fromCodePoint(code).length };
}

function literalCode(code: number): string {
  return member(String.fromCodePoint(code));
}

function combine(members: string, complements: readonly string[], negated: boolean): string {
  if (complements.length === 0) return negated ? `[^${members}]` : `[${members}]`;
  const union = members === '' ? complements : [`[${members}]`, ...complements];
  return negated ? `(?!${union.join('|')})[\\s\\S]` : `(?:${union.join('|')})`;
}
