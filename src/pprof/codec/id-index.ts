import { ProfileError } from '../errors.ts';
import type { Int64 } from '../int64.ts';

/** Finds an entity by its id. Ids usually count from 1, but may be sparse or any 64-bit number (hashes, say). */
export class IdIndex {
  readonly #kind: string;
  /** Index + 1 by id, for ids that are not much larger than the number of entities. */
  readonly #dense: Uint32Array;
  readonly #sparse = new Map<Int64, number>();

  constructor(kind: string, entities: readonly { readonly id: Int64 }[]) {
    this.#kind = kind;
    this.#dense = new Uint32Array(2 * entities.length + 1);
    entities.forEach((entity, index) => this.#add(entity.id, index));
  }

  get(id: Int64): number | undefined {
    if (id < this.#dense.length) {
      const index = this.#dense[Number(id)]!;
      return index === 0 ? undefined : index - 1;
    }
    return this.#sparse.get(id);
  }

  #add(id: Int64, index: number): void {
    if (id === 0) throw new ProfileError('bad-id', `found ${this.#kind} with reserved ID=0`);
    if (this.get(id) !== undefined)
      throw new ProfileError('duplicate-id', `multiple ${this.#kind}s with same id: ${id}`);
    if (id < this.#dense.length) this.#dense[Number(id)] = index + 1;
    else this.#sparse.set(id, index);
  }
}
