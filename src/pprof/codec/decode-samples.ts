import { toColumn, type Column } from '../column.ts';
import type { Int64 } from '../int64.ts';
import { NO_LABELS, type LabelSet, type NumericLabel, type Samples } from '../profile.ts';
import { ProfileError } from '../errors.ts';
import { GrowingUint32 } from '../growing-list.ts';
import { LIMITS } from './limits.ts';
import type { StringTable } from './string-table.ts';
import { BYTES, type WireReader } from './wire-reader.ts';

/** Label as it stands in the file: indexes into the string table, and a number. */
type RawLabel = readonly [key: Int64, text: Int64, number: Int64, unit: Int64];

/**
 * Collects samples in the order of the file. Location ids stay ids until {@link finish}: in a file, locations may
 * come after the samples that use them.
 */
export class SampleDecoder {
  readonly #offsets = new GrowingUint32();
  /** Location ids; those that do not fit 32 bits stand in #wideIds and have a 0 here (0 is never a valid id). */
  readonly #ids = new GrowingUint32(8192);
  readonly #wideIds = new Map<number, Int64>();
  readonly #values: Int64[][] = [];
  readonly #labels = new GrowingUint32();
  readonly #labelSets = new Map<string, number>([['', 0]]);
  readonly #rawLabels: RawLabel[][] = [[]];
  #labelCount = 0;
  #count = 0;

  read(reader: WireReader): void {
    const start = reader.position;
    const outer = reader.enter();
    this.#offsets.push(this.#ids.length);
    let labels: RawLabel[] | undefined;
    let valueCount = 0;
    while (reader.more) {
      switch (reader.field()) {
        case 1:
          this.#readLocations(reader);
          break;
        case 2:
          valueCount = this.#readValues(reader, valueCount);
          break;
        case 3:
          (labels ??= []).push(readLabel(reader));
          break;
        default:
          reader.skip();
      }
    }
    reader.leave(outer);
    this.#labels.push(labels === undefined ? 0 : this.#intern(labels, start));
    this.#count++;
    if (valueCount === 0 || valueCount !== this.#values.length) {
      throw new ProfileError(
        'value-count',
        `mismatch: sample has ${valueCount} values vs. ${this.#values.length} types`,
        start,
      );
    }
  }

  /** `indexOf` turns a location's id into its index, or undefined when there is none. */
  finish(strings: StringTable, typeCount: number, indexOf: (id: Int64) => number | undefined): Samples {
    const count = this.#count;
    if (count > 0 && typeCount === 0) throw new ProfileError('no-sample-type', 'missing sample type information');
    if (count > 0 && this.#values.length !== typeCount) {
      throw new ProfileError(
        'value-count',
        `mismatch: sample has ${this.#values.length} values vs. ${typeCount} types`,
      );
    }
    const stacks = this.#ids.toArray();
    for (let index = 0; index < stacks.length; index++) {
      const id = stacks[index]!;
      const location = indexOf(id === 0 ? (this.#wideIds.get(index) ?? 0) : id);
      if (location === undefined) throw new ProfileError('missing-reference', 'sample has nil location');
      stacks[index] = location;
    }
    this.#offsets.push(stacks.length);
    const values: Column[] = [];
    for (let type = 0; type < typeCount; type++) values.push(toColumn(this.#values[type] ?? []));
    return {
      count,
      offsets: this.#offsets.toArray(),
      stacks,
      values,
      labels: this.#labels.toArray(),
      labelSets: this.#rawLabels.map((labels) => resolve(labels, strings)),
    };
  }

  #readLocations(reader: WireReader): void {
    if (reader.type !== BYTES) return this.#pushLocation(reader.unsigned());
    const outer = reader.enter();
    while (reader.more) this.#pushLocation(reader.uint64());
    reader.leave(outer);
  }

  #pushLocation(id: Int64): void {
    if (typeof id === 'number' && id <= 0xffffffff) return this.#ids.push(id);
    this.#wideIds.set(this.#ids.length, id);
    this.#ids.push(0);
  }

  #readValues(reader: WireReader, already: number): number {
    if (reader.type !== BYTES) {
      this.#pushValue(already, reader.signed());
      return already + 1;
    }
    let count = already;
    const outer = reader.enter();
    while (reader.more) this.#pushValue(count++, reader.int64());
    reader.leave(outer);
    return count;
  }

  #pushValue(type: number, value: Int64): void {
    // The first sample says how many columns there are; read() refuses one that differs.
    if (this.#count === 0) this.#values.push([value]);
    else this.#values[type]?.push(value);
  }

  #intern(labels: RawLabel[], offset: number): number {
    const key = labels.join(';');
    const known = this.#labelSets.get(key);
    if (known !== undefined) return known;
    this.#labelCount += labels.length;
    if (this.#labelCount > LIMITS.labels) throw new ProfileError('too-large', 'too many labels', offset);
    this.#labelSets.set(key, this.#rawLabels.length);
    return this.#rawLabels.push(labels) - 1;
  }
}

function readLabel(reader: WireReader): RawLabel {
  let key: Int64 = 0;
  let text: Int64 = 0;
  let number: Int64 = 0;
  let unit: Int64 = 0;
  const outer = reader.enter();
  while (reader.more) {
    switch (reader.field()) {
      case 1:
        key = reader.signed();
        break;
      case 2:
        text = reader.signed();
        break;
      case 3:
        number = reader.signed();
        break;
      case 4:
        unit = reader.signed();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return [key, text, number, unit];
}

/** A text wins over a number; a label with neither a text, a number nor a unit says nothing and is left out. */
function resolve(labels: readonly RawLabel[], strings: StringTable): LabelSet {
  if (labels.length === 0) return NO_LABELS;
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, NumericLabel[]>();
  for (const [key, text, value, unit] of labels) {
    const name = strings.get(key);
    if (text !== 0) append(texts, name, strings.get(text));
    else if (value !== 0 || unit !== 0) append(numbers, name, { value, unit: strings.get(unit) });
  }
  return { strings: texts, numbers };
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}
