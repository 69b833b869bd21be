import type { Location, Mapping, ProfileFunction } from '../profile.ts';

/** A regular expression asked about functions and binaries, once each. */
export class Matcher {
  readonly #pattern: RegExp;
  readonly #functions = new Map<ProfileFunction, boolean>();
  readonly #mappings = new Map<Mapping, boolean>();

  constructor(pattern: RegExp) {
    this.#pattern = pattern;
  }

  /** Whether the function's name or file matches. */
  function(asked: ProfileFunction): boolean {
    let matches = this.#functions.get(asked);
    if (matches === undefined) {
      matches = this.#pattern.test(asked.name) || this.#pattern.test(asked.filename);
      this.#functions.set(asked, matches);
    }
    return matches;
  }

  binary({ mapping }: Location): boolean {
    if (mapping === null) return false;
    let matches = this.#mappings.get(mapping);
    if (matches === undefined) this.#mappings.set(mapping, (matches = this.#pattern.test(mapping.file)));
    return matches;
  }

  /** Whether any of its functions or its binary matches. */
  location(location: Location): boolean {
    return location.lines.some((line) => this.function(line.function)) || this.binary(location);
  }
}
