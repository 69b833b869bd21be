import type { Frame } from './profile-builder.ts';

/** One stack that held up the event loop. */
export interface StallSite {
  readonly stack: readonly Frame[];
  readonly contentions: number;
  readonly nanos: number;
}

/** What was found while one stall lasted. */
export class Stall {
  /** The beat after which there was silence. */
  readonly since: bigint;
  readonly #found = new Map<string, { readonly stack: readonly Frame[]; weight: number }>();
  #lastLook: bigint;

  constructor(since: bigint) {
    this.since = since;
    this.#lastLook = since;
  }

  /** Between two looks the thread is taken to have done what the second one found. */
  saw(stack: readonly Frame[], at: bigint): void {
    const key = keyOf(stack);
    const found = this.#found.get(key) ?? { stack, weight: 0 };
    found.weight += Math.max(1, Number(at - this.#lastLook));
    this.#lastLook = at;
    this.#found.set(key, found);
  }

  /** The delay, shared among the stacks in proportion. The longest one counts as the contention. */
  sites(nanos: number, unseen: readonly Frame[]): StallSite[] {
    const found = [...this.#found.values()].sort((a, b) => b.weight - a.weight);
    if (found.length === 0) found.push({ stack: unseen, weight: 1 });
    const sum = found.reduce((all, { weight }) => all + weight, 0);
    let rest = nanos;
    return found.map(({ stack, weight }, index) => {
      const share = index === found.length - 1 ? rest : Math.floor((nanos * weight) / sum);
      rest -= share;
      return { stack, contentions: index === 0 ? 1 : 0, nanos: share };
    });
  }
}

/** Adds up stalls by stack, for as long as the process lives. */
export class StallTotals {
  readonly #sites = new Map<string, StallSite>();

  add(sites: readonly StallSite[]): void {
    for (const site of sites) {
      const key = keyOf(site.stack);
      const known = this.#sites.get(key);
      this.#sites.set(key, {
        stack: site.stack,
        contentions: site.contentions + (known?.contentions ?? 0),
        nanos: site.nanos + (known?.nanos ?? 0),
      });
    }
  }

  /** With some more that are not over yet. */
  with(sites: readonly StallSite[]): StallSite[] {
    const all = new StallTotals();
    all.add([...this.#sites.values(), ...sites]);
    return [...all.#sites.values()];
  }
}

function keyOf(stack: readonly Frame[]): string {
  return stack.map(({ name, file, line }) => `${name}\n${file}\n${line}`).join('\n');
}
