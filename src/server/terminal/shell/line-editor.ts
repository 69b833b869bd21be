/** What a key made happen. `echo` is for the screen. */
export type LineEvent =
  | { readonly type: 'echo'; readonly text: string }
  | { readonly type: 'line'; readonly text: string }
  /** Ctrl-C. */
  | { readonly type: 'interrupt' }
  /** Ctrl-D on an empty line. */
  | { readonly type: 'end' };

/** As many lines as anybody looks back for. */
const MAX_HISTORY = 100;
/** Longer than any command; what goes beyond is not taken. */
const MAX_LINE = 4_096;

const ERASE = '\b \b';

/** A whole escape sequence (an arrow, a function key), or one character. */
// oxlint-disable-next-line no-control-regex -- The keys of a terminal are control characters.
const KEY = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?|[^]/gu;

/**
 * Where no pseudoterminal edits the line: takes keys, gives back what to show, and each finished line. Backspace,
 * Ctrl-U, Ctrl-C, Ctrl-D, and the arrows up and down for what was entered before; other keys of movement do nothing.
 */
export class LineEditor {
  #line: string[] = [];
  readonly #history: string[] = [];
  /** Which line of the history is shown; its length: the new one. */
  #at = 0;

  feed(input: string): LineEvent[] {
    return (input.match(KEY) ?? []).flatMap((key) => this.#press(key));
  }

  /** Forgets what was typed of this line. */
  clear(): void {
    this.#line = [];
    this.#at = this.#history.length;
  }

  #press(key: string): LineEvent[] {
    switch (key) {
      case '\r':
      case '\n':
        return this.#enter();
      case '\x7f':
      case '\b':
        return this.#line.pop() === undefined ? [] : echo(ERASE);
      case '\x15':
        return this.#replace('');
      case '\x03':
        this.clear();
        return [...echo('^C\r\n'), { type: 'interrupt' }];
      case '\x04':
        return this.#line.length === 0 ? [{ type: 'end' }] : [];
      case '\x1b[A':
      case '\x1bOA':
        return this.#recall(this.#at - 1);
      case '\x1b[B':
      case '\x1bOB':
        return this.#recall(this.#at + 1);
      default:
        if (key < ' ' || this.#line.length >= MAX_LINE) return [];
        this.#line.push(key);
        return echo(key);
    }
  }

  #enter(): LineEvent[] {
    const text = this.#line.join('');
    if (text.trim() !== '' && text !== this.#history.at(-1)) this.#history.push(text);
    if (this.#history.length > MAX_HISTORY) this.#history.shift();
    this.clear();
    return [...echo('\r\n'), { type: 'line', text }];
  }

  #recall(at: number): LineEvent[] {
    if (at < 0 || at > this.#history.length) return [];
    this.#at = at;
    return this.#replace(this.#history[at] ?? '');
  }

  #replace(text: string): LineEvent[] {
    const shown = ERASE.repeat(this.#line.length) + text;
    this.#line = [...text];
    return shown === '' ? [] : echo(shown);
  }
}

function echo(text: string): LineEvent[] {
  return [{ type: 'echo', text }];
}
