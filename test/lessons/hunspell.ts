/**
 * A Hunspell dictionary, asked word by word. The libraries for it spell out every form of every word first, which for
 * Portuguese is more than V8 lets an object hold; here the endings are taken off the word that is asked about.
 */
interface Affix {
  readonly flag: string;
  readonly strip: string;
  /** What the stem has to look like at that end. */
  readonly condition: RegExp;
}

export class Hunspell {
  /** Flags by stem. A word may be listed twice, with other flags. */
  readonly #stems = new Map<string, string>();
  readonly #suffixes = new Map<string, Affix[]>();
  readonly #prefixes = new Map<string, Affix[]>();
  #longestSuffix = 0;

  constructor(affixes: string, dictionary: string) {
    for (const line of affixes.split('\n')) this.#readAffix(line);
    for (const line of dictionary.split('\n').slice(1)) {
      const [stem = '', flags = ''] = line.trim().split('/');
      this.#stems.set(stem, (this.#stems.get(stem) ?? '') + flags);
    }
  }

  knows(word: string): boolean {
    return this.#isForm(word) || this.#isForm(word.toLowerCase()) || this.#isForm(capitalized(word));
  }

  #isForm(word: string): boolean {
    if (this.#stems.has(word) || this.#suffixed(word, '')) return true;
    for (let cut = 1; cut < word.length; cut++) {
      for (const { flag, strip, condition } of this.#prefixes.get(word.slice(0, cut)) ?? []) {
        const rest = strip + word.slice(cut);
        if (!condition.test(rest)) continue;
        if (this.#stems.get(rest)?.includes(flag) || this.#suffixed(rest, flag)) return true;
      }
    }
    return false;
  }

  /** A stem with a suffix, that has the flag of a prefix, too, if there is one. */
  #suffixed(word: string, prefixFlag: string): boolean {
    for (let cut = Math.max(0, word.length - this.#longestSuffix); cut <= word.length; cut++) {
      for (const { flag, strip, condition } of this.#suffixes.get(word.slice(cut)) ?? []) {
        const stem = word.slice(0, cut) + strip;
        const flags = this.#stems.get(stem);
        if (flags?.includes(flag) && flags.includes(prefixFlag) && condition.test(stem)) return true;
      }
    }
    return false;
  }

  #readAffix(line: string): void {
    const [kind, flag = '', strip = '', added, condition] = line.trim().split(/\s+/);
    // A header has four fields; a rule has five, and may have forms that follow it behind a slash.
    if ((kind !== 'SFX' && kind !== 'PFX') || added === undefined || condition === undefined) return;
    const text = (added.split('/')[0] ?? '').replace(/^0$/, '');
    const isSuffix = kind === 'SFX';
    const affix = {
      flag,
      strip: strip === '0' ? '' : strip,
      condition: conditionOf(condition, isSuffix),
    };
    const rules = isSuffix ? this.#suffixes : this.#prefixes;
    const known = rules.get(text);
    if (known) known.push(affix);
    else rules.set(text, [affix]);
    if (isSuffix) this.#longestSuffix = Math.max(this.#longestSuffix, text.length);
  }
}

const conditions = new Map<string, RegExp>();

/** There are 26 thousand rules and a few hundred conditions. */
function conditionOf(text: string, isSuffix: boolean): RegExp {
  const source = isSuffix ? `${text}$` : `^${text}`;
  let condition = conditions.get(source);
  if (condition === undefined) conditions.set(source, (condition = new RegExp(source, 'u')));
  return condition;
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
