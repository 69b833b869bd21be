import type { Frame } from '../profile-builder.ts';

/** One of the app's own profiles, as it is now. */
export interface CustomReading {
  readonly name: string;
  readonly sites: readonly CustomSite[];
}

/** Values that were added from the same place. */
export interface CustomSite {
  readonly stack: readonly Frame[];
  readonly count: number;
}

/** What the app counts under one name: each value with the stack that added it. */
export class CustomProfile {
  readonly name: string;
  /**
   * Held for good, as Go holds them: a value that nobody removed is what such a profile is there to show, and would be
   * gone from it just when the app forgets it. Besides, values need not be objects: the number of a ticket will do.
   */
  readonly #stacks = new Map<unknown, readonly Frame[]>();

  constructor(name: string) {
    this.name = name;
  }

  get count(): number {
    return this.#stacks.size;
  }

  has(value: unknown): boolean {
    return this.#stacks.has(value);
  }

  add(value: unknown, stack: readonly Frame[]): void {
    this.#stacks.set(value, stack);
  }

  remove(value: unknown): void {
    this.#stacks.delete(value);
  }

  read(): CustomReading {
    const sites = new Map<string, { readonly stack: readonly Frame[]; count: number }>();
    for (const stack of this.#stacks.values()) {
      const key = stack.map(({ name, file, line }) => `${name}\n${file}\n${line}`).join('\n');
      const site = sites.get(key);
      if (site === undefined) sites.set(key, { stack, count: 1 });
      else site.count++;
    }
    return { name: this.name, sites: [...sites.values()] };
  }
}

/** Those of this thread, by name. There is no way to end one, in Go neither. */
export const customProfiles = new Map<string, CustomProfile>();
