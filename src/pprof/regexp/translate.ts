import { perlClass, readClass } from './character-class.ts';
import { literal, readEscape, SyntaxError } from './escape.ts';

/** Flags that `(?flags)` switches. */
interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

/** RE2 refuses larger counts, because it writes the repetition out. */
const MAX_REPEAT = 1000;

/** The pattern in JavaScript's dialect, for the flag `u`. */
export function translate(pattern: string): string {
  const translator = new Translator(pattern);
  return translator.all();
}

class Translator {
  readonly #pattern: string;
  #position = 0;
  #flags: Flags = { ignoreCase: false, multiline: false, dotAll: false, ungreedy: false };

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  all(): string {
    const source = this.#alternatives();
    if (this.#position < this.#pattern.length) throw new SyntaxError('unexpected )', this.#pattern);
    return source;
  }

  get #next(): string {
    return this.#pattern[this.#position] ?? '';
  }

  /** Everything up to the closing parenthesis or the end. Flags set inside end with it. */
  #alternatives(): string {
    const outer = this.#flags;
    let source = '';
    let open = 0;
    while (this.#position < this.#pattern.length && this.#next !== ')') {
      if (this.#next === '|') {
        // A flag set in one alternative holds in the next ones too: (?i) opened a group, which is opened again.
        source += `${')'.repeat(open)}|`;
        open = this.#flags.ignoreCase === outer.ignoreCase ? 0 : 1;
        if (open === 1) source += this.#flags.ignoreCase ? '(?i:' : '(?-i:';
        this.#position++;
        continue;
      }
      const flagGroup = this.#flagGroup();
      if (flagGroup === undefined) source += this.#repeated();
      else if (flagGroup !== '') {
        source += flagGroup;
        open++;
      }
    }
    this.#flags = outer;
    return source + ')'.repeat(open);
  }

  /** `(?i)` without a colon. The only flag that JavaScript has to be told is i; the others change what we write. */
  #flagGroup(): string | undefined {
    const match = /^\(\?([imsU]*)(-[imsU]+)?\)/.exec(this.#pattern.slice(this.#position, this.#position + 16));
    if (match === null) return undefined;
    this.#position += match[0].length;
    const before = this.#flags.ignoreCase;
    this.#setFlags(match[1] ?? '', match[2] ?? '');
    if (this.#flags.ignoreCase === before) return '';
    return this.#flags.ignoreCase ? '(?i:' : '(?-i:';
  }

  #setFlags(on: string, off: string): void {
    const flag = (letter: string, now: boolean): boolean => (now || on.includes(letter)) && !off.includes(letter);
    this.#flags = {
      ignoreCase: flag('i', this.#flags.ignoreCase),
      multiline: flag('m', this.#flags.multiline),
      dotAll: flag('s', this.#flags.dotAll),
      ungreedy: flag('U', this.#flags.ungreedy),
    };
  }

  #repeated(): string {
    const atom = this.#atom();
    const start = this.#position;
    const operator = this.#repeatOperator();
    if (operator === '') return atom;
    const lazy = this.#next === '?';
    if (lazy) this.#position++;
    const after = this.#position;
    if (this.#repeatOperator() !== '') {
      throw new SyntaxError('invalid nested repetition operator', this.#pattern.slice(start, this.#position));
    }
    this.#position = after;
    // An assertion cannot be repeated in JavaScript; in a group it can.
    return `(?:${atom})${operator}${lazy === this.#flags.ungreedy ? '' : '?'}`;
  }

  #repeatOperator(): string {
    const next = this.#next;
    if (next === '*' || next === '+' || next === '?') {
      this.#position++;
      return next;
    }
    const match = /^\{(\d+)(?:,(\d*))?\}/.exec(this.#pattern.slice(this.#position, this.#position + 24));
    if (match === null) return '';
    const [whole, low = '', high] = match;
    const most = high === undefined || high === '' ? Number(low) : Number(high);
    if (Number(low) > MAX_REPEAT || most > MAX_REPEAT || most < Number(low)) {
      throw new SyntaxError('invalid repeat count', whole);
    }
    this.#position += whole.length;
    return whole;
  }

  #atom(): string {
    const next = String.fromCodePoint(this.#pattern.codePointAt(this.#position)!);
    switch (next) {
      case '(':
        return this.#group();
      case '[': {
        const { source, end } = readClass(this.#pattern, this.#position);
        this.#position = end;
        return source;
      }
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new SyntaxError('missing argument to repetition operator', next);
      default:
    }
    this.#position += next.length;
    switch (next) {
      case '.':
        return this.#flags.dotAll ? '[\\s\\S]' : '[^\\n]';
      case '^':
        return this.#flags.multiline ? '(?<![^\\n])' : '^';
      case '$':
        return this.#flags.multiline ? '(?![^\\n])' : '$';
      default:
        return literal(next);
    }
  }

  #group(): string {
    const rest = this.#pattern.slice(this.#position);
    const named = /^\(\?P?<([^>]*)>/.exec(rest);
    let open = '(?:';
    const outer = this.#flags;
    if (named !== null && !/^\(\?<[=!]/.test(rest)) {
      if (!/^\w+$/.test(named[1]!)) throw new SyntaxError('invalid named capture', named[0]);
      this.#position += named[0].length;
    } else if (rest.startsWith('(?')) {
      const flags = /^\(\?([imsU]*)(-[imsU]+)?:/.exec(rest);
      if (flags === null) throw new SyntaxError('invalid or unsupported Perl syntax', rest.slice(0, perlExcerpt(rest)));
      this.#position += flags[0].length;
      this.#setFlags(flags[1] ?? '', flags[2] ?? '');
      if (this.#flags.ignoreCase !== outer.ignoreCase) open = this.#flags.ignoreCase ? '(?i:' : '(?-i:';
    } else {
      this.#position++;
    }
    const body = this.#alternatives();
    if (this.#next !== ')') throw new SyntaxError('missing closing )', this.#pattern);
    this.#position++;
    this.#flags = outer;
    return `${open}${body})`;
  }

  #escape(): string {
    const rest = this.#pattern.slice(this.#position);
    const kind = rest[1] ?? '';
    if (kind === '') throw new SyntaxError('trailing backslash at end of expression', '');
    if (kind === 'Q') return this.#quoted();
    const assertion = ASSERTIONS.get(kind);
    if (assertion !== undefined) {
      this.#position += 2;
      return assertion;
    }
    const perl = perlClass(rest);
    if (perl !== undefined) {
      this.#position += perl.length;
      return perl.negated ? `[^${perl.members}]` : `[${perl.members}]`;
    }
    const character = readEscape(rest);
    this.#position += character.length;
    return literal(String.fromCodePoint(character.code));
  }

  /** `\Q…\E`: everything in between stands for itself. */
  #quoted(): string {
    const start = this.#position + 2;
    const found = this.#pattern.indexOf('\\E', start);
    const end = found < 0 ? this.#pattern.length : found;
    this.#position = found < 0 ? end : end + 2;
    return Array.from(this.#pattern.slice(start, end), literal).join('');
  }
}

const ASSERTIONS: ReadonlyMap<string, string> = new Map([
  ['A', '(?<![\\s\\S])'],
  ['z', '(?![\\s\\S])'],
  // Inside (?i:…), \b of the flags iu would also count ſ and K as word characters.
  ['b', '(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))'],
  ['B', '(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))'],
]);

/** Go quotes the group's opening up to the character it does not know. */
function perlExcerpt(rest: string): number {
  const match = /^\(\?[imsU-]*/.exec(rest)!;
  return Math.min(rest.length, match[0].length + (rest[match[0].length] === '<' ? 2 : 1));
}
