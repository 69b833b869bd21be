import { buildSnapshot, readHeader, type RawHeader } from './build.ts';
import { SnapshotError } from './errors.ts';
import { NumberList } from './number-list.ts';
import type { HeapSnapshot } from './snapshot.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** V8's own description of the format is 1.5 KB. */
const MAX_HEADER_BYTES = 1 << 20;

/** What the next byte belongs to. */
type Place = 'start' | 'key' | 'value' | 'header' | 'numbers' | 'strings' | 'string' | 'other' | 'done';

/**
 * Reads a `.heapsnapshot` piece by piece, as it comes from a file or a network: JSON, but one that is too large for
 * `JSON.parse` (V8's longest string has 512 MB), and most of it numbers.
 */
export class SnapshotParser {
  #place: Place = 'start';
  #key = '';
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Bytes of the string, key or header under way. */
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #stringHasEscape = false;
  #number = -1;
  #negative = false;
  #header: RawHeader | null = null;
  readonly #lists = new Map<string, NumberList>();
  #list = new NumberList();
  readonly #strings: string[] = [];
  readonly #decoder = new TextDecoder();

  /** @throws {SnapshotError} */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) at = this.#step(chunk, at);
  }

  /** @throws {SnapshotError} if what came is not a whole snapshot. */
  end(): HeapSnapshot {
    if (this.#place !== 'done' || this.#header === null) throw new SnapshotError('the snapshot ends in the middle');
    const list = (name: string): Uint32Array => this.#lists.get(name)?.toArray() ?? new Uint32Array();
    return buildSnapshot(this.#header, {
      nodes: list('nodes'),
      edges: list('edges'),
      locations: list('locations'),
      strings: this.#strings,
    });
  }

  #step(chunk: Uint8Array, at: number): number {
    switch (this.#place) {
      case 'start':
        if (isSpace(chunk[at]!)) return at + 1;
        if (chunk[at] !== OPEN_OBJECT) throw new SnapshotError('not a heap snapshot');
        this.#place = 'key';
        return at + 1;
      case 'key':
        return this.#readKey(chunk, at);
      case 'value':
        return this.#beginValue(chunk, at);
      case 'header':
      case 'other':
        return this.#readBalanced(chunk, at);
      case 'numbers':
        return this.#readNumbers(chunk, at);
      case 'strings':
        return this.#betweenStrings(chunk, at);
      case 'string':
        return this.#readString(chunk, at);
      case 'done':
        return chunk.length;
    }
  }

  #readKey(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!;
    if (this.#inString) return this.#readString(chunk, at);
    if (byte === CLOSE_OBJECT) this.#place = 'done';
    else if (byte === QUOTE) this.#inString = true;
    else if (byte !== COMMA && !isSpace(byte)) throw new SnapshotError('not a heap snapshot');
    return at + 1;
  }

  #beginValue(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!;
    if (byte === 0x3a || isSpace(byte)) return at + 1;
    if (this.#key === 'snapshot' && byte === OPEN_OBJECT) {
      this.#place = 'header';
    } else if (['nodes', 'edges', 'locations'].includes(this.#key) && byte === OPEN_LIST) {
      this.#list = new NumberList(this.#expected());
      this.#lists.set(this.#key, this.#list);
      this.#place = 'numbers';
      return at + 1;
    } else if (this.#key === 'strings' && byte === OPEN_LIST) {
      this.#place = 'strings';
      return at + 1;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      this.#place = 'other';
    } else {
      throw new SnapshotError(`"${this.#key}" is not what a heap snapshot has there`);
    }
    return at;
  }

  #expected(): number {
    const { meta, node_count: nodes = 0, edge_count: edges = 0 } = this.#header ?? {};
    if (this.#key === 'nodes') return nodes * (meta?.node_fields.length ?? 0);
    return this.#key === 'edges' ? edges * (meta?.edge_fields.length ?? 0) : 0;
  }

  /** The header, which is kept, and what nobody needs, which is not. */
  #readBalanced(chunk: Uint8Array, from: number): number {
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth++;
      else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --this.#depth === 0) {
        at++;
        if (this.#place === 'header') {
          this.#keep(chunk.subarray(from, at));
          this.#header = readHeader(this.#takePending());
        }
        this.#place = 'key';
        return at;
      }
    }
    if (this.#place === 'header') {
      this.#keep(chunk.subarray(from));
      if (this.#pendingBytes > MAX_HEADER_BYTES) throw new SnapshotError('not a heap snapshot');
    }
    return at;
  }

  /** Most of the file is read here. */
  #readNumbers(chunk: Uint8Array, from: number): number {
    const list = this.#list;
    let number = this.#number;
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      const digit = byte - 0x30;
      if (digit >= 0 && digit <= 9) {
        number = number < 0 ? digit : number * 10 + digit;
        continue;
      }
      if (number >= 0) {
        // Lines and columns of code that has none are -1.
        list.push(this.#negative ? 0 : number);
        number = -1;
        this.#negative = false;
      }
      if (byte === CLOSE_LIST) {
        this.#place = 'key';
        at++;
        break;
      }
      if (byte === MINUS) this.#negative = true;
      else if (byte !== COMMA && !isSpace(byte)) throw new SnapshotError(`"${this.#key}" holds more than numbers`);
    }
    this.#number = number;
    return at;
  }

  #betweenStrings(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!;
    if (byte === QUOTE) this.#place = 'string';
    else if (byte === CLOSE_LIST) this.#place = 'key';
    else if (byte !== COMMA && !isSpace(byte)) throw new SnapshotError('"strings" holds more than strings');
    return at + 1;
  }

  #readString(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      if (this.#escaped) {
        this.#escaped = false;
        continue;
      }
      const byte = chunk[at]!;
      if (byte === BACKSLASH) {
        this.#escaped = true;
        this.#stringHasEscape = true;
      } else if (byte === QUOTE) {
        this.#keep(chunk.subarray(from, at));
        this.#endString();
        return at + 1;
      }
    }
    this.#keep(chunk.subarray(from));
    return chunk.length;
  }

  #endString(): void {
    const text = this.#takePending();
    const value = this.#stringHasEscape ? unescape(text) : text;
    this.#stringHasEscape = false;
    if (this.#place === 'string') {
      this.#strings.push(value);
      this.#place = 'strings';
    } else {
      this.#key = value;
      this.#inString = false;
      this.#place = 'value';
    }
  }

  /** Copied: whoever gave the chunk may use its memory again. */
  #keep(bytes: Uint8Array): void {
    this.#pending.push(bytes.slice());
    this.#pendingBytes += bytes.length;
  }

  #takePending(): string {
    const [first] = this.#pending;
    let bytes = first ?? new Uint8Array();
    if (this.#pending.length > 1) {
      bytes = new Uint8Array(this.#pendingBytes);
      let at = 0;
      for (const part of this.#pending) {
        bytes.set(part, at);
        at += part.length;
      }
    }
    this.#pending = [];
    this.#pendingBytes = 0;
    return this.#decoder.decode(bytes);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function unescape(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    throw new SnapshotError('a string is not JSON');
  }
}
