import type { Int64 } from './int64.ts';
import type { NodeInfo } from './node-info.ts';
import { cleanPath } from './path.ts';
import type { Line, Location, Profile, ProfileFunction } from './profile.ts';

/** Which differences between frames make them different rows. */
export interface Detail {
  readonly name: boolean;
  readonly file: boolean;
  readonly line: boolean;
  readonly column: boolean;
  readonly address: boolean;
  /** False: a location counts as the one function that was really called. */
  readonly inlines: boolean;
  /** Keep functions of different binaries, or with another first line, apart. */
  readonly objectFiles: boolean;
}

export const FUNCTIONS: Detail = {
  name: true,
  file: false,
  line: false,
  column: false,
  address: false,
  inlines: true,
  objectFiles: false,
};

/**
 * Every distinct row that the frames of a profile give, and for each location the rows it stands for.
 * Node numbers are indexes into `infos`; they do not depend on the samples.
 */
export interface NodeTable {
  readonly infos: readonly NodeInfo[];
  /** Location i is nodes[offsets[i]] … nodes[offsets[i + 1] - 1], innermost inlined call first. */
  readonly offsets: Uint32Array;
  readonly nodes: Uint32Array;
}

/** @param fileOf changes a function's file name, before it is cleaned */
export function buildNodeTable(
  profile: Profile,
  detail: Detail,
  fileOf: (filename: string) => string = (filename) => filename,
): NodeTable {
  return new NodeTableBuilder(detail, fileOf).build(profile.locations);
}

class NodeTableBuilder {
  readonly #detail: Detail;
  readonly #fileOf: (filename: string) => string;
  readonly #infos: NodeInfo[] = [];
  readonly #byKey = new Map<string, number>();
  /** A function without line or address is one node in one binary, so its key need not be built again. */
  readonly #byFunction = new Map<string, Map<ProfileFunction, number>>();
  readonly #cleaned = new Map<string, string>();

  constructor(detail: Detail, fileOf: (filename: string) => string) {
    this.#detail = detail;
    this.#fileOf = fileOf;
  }

  build(locations: readonly Location[]): NodeTable {
    const offsets = new Uint32Array(locations.length + 1);
    const nodes: number[] = [];
    locations.forEach((location, index) => {
      const { lines } = location;
      if (lines.length === 0) nodes.push(this.#unsymbolized(location));
      else if (!this.#detail.inlines) nodes.push(this.#node(location, lines.at(-1)!));
      else for (const line of lines) nodes.push(this.#node(location, line));
      offsets[index + 1] = nodes.length;
    });
    return { infos: this.#infos, offsets, nodes: Uint32Array.from(nodes) };
  }

  #node(location: Location, line: Line): number {
    if (this.#detail.line || this.#detail.address) return this.#intern(this.#info(location, line));
    const objectFile = location.mapping?.file ?? '';
    let known = this.#byFunction.get(objectFile);
    if (known === undefined) this.#byFunction.set(objectFile, (known = new Map()));
    let node = known.get(line.function);
    if (node === undefined) known.set(line.function, (node = this.#intern(this.#info(location, line))));
    return node;
  }

  #info(location: Location, { function: called, line, column }: Line): NodeInfo {
    const detail = this.#detail;
    const name = detail.name ? called.name : '';
    const apart = detail.objectFiles || name === '';
    return {
      name,
      address: detail.address ? location.address : 0,
      file: detail.file ? this.#clean(called.filename) : '',
      startLine: apart ? called.startLine : 0,
      line: detail.line ? line : 0,
      column: detail.column ? column : 0,
      objectFile: apart ? (location.mapping?.file ?? '') : '',
    };
  }

  #unsymbolized({ address, mapping }: Location): number {
    const shown: Int64 = this.#detail.address ? address : 0;
    const objectFile = mapping?.file ?? '';
    return this.#intern({ name: '', address: shown, file: '', startLine: 0, line: 0, column: 0, objectFile });
  }

  #intern(info: NodeInfo): number {
    // NUL cannot be in any field that a runtime writes, and a clash would only merge two rows.
    const { name, address, file, startLine, line, column, objectFile } = info;
    const key = `${name}\0${file}\0${address}\0${line}\0${column}\0${startLine}\0${objectFile}`;
    let node = this.#byKey.get(key);
    if (node === undefined) {
      node = this.#infos.push(info) - 1;
      this.#byKey.set(key, node);
    }
    return node;
  }

  #clean(path: string): string {
    let clean = this.#cleaned.get(path);
    if (clean === undefined) {
      const file = this.#fileOf(path);
      clean = file === '' ? '' : cleanPath(file);
      this.#cleaned.set(path, clean);
    }
    return clean;
  }
}
