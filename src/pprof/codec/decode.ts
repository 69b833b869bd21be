import { ProfileError } from '../errors.ts';
import type { Int64 } from '../int64.ts';
import type { Location, Mapping, Profile, ProfileFunction, ValueType } from '../profile.ts';
import { SampleDecoder } from './decode-samples.ts';
import { foreignFormat } from './foreign-format.ts';
import { gunzip, isGzip, tooLarge } from './gunzip.ts';
import { IdIndex } from './id-index.ts';
import { LIMITS } from './limits.ts';
import {
  readFunction,
  readIntegers,
  readLocation,
  readMapping,
  readValueType,
  type RawFunction,
  type RawLocation,
  type RawMapping,
  type RawValueType,
} from './raw-messages.ts';
import { StringTable } from './string-table.ts';
import { WireReader } from './wire-reader.ts';

/**
 * Reads a file in the format profile.proto, gzipped or not.
 *
 * Every reference, id and length is checked; ids may be sparse, repeated integers packed or not, and the fields in
 * any order.
 * @param maxBytes how large the file may be when unpacked
 * @throws {ProfileError} naming the offset and the reason.
 */
export function decodeProfile(bytes: Uint8Array, maxBytes: number = LIMITS.uncompressedBytes): Profile {
  const plain = isGzip(bytes) ? gunzip(bytes, maxBytes) : bytes;
  if (plain.length === 0) throw new ProfileError('empty', 'empty input file');
  if (plain.length > maxBytes) throw tooLarge(maxBytes);
  try {
    const decoder = new ProfileDecoder(plain);
    decoder.read();
    return decoder.resolve();
  } catch (error) {
    // Only now: what can be read as a profile is one.
    const format = error instanceof ProfileError ? foreignFormat(plain) : null;
    throw format === null ? error : new ProfileError('foreign', format);
  }
}

class ProfileDecoder {
  readonly #reader: WireReader;
  readonly #strings: StringTable;
  readonly #samples = new SampleDecoder();
  readonly #sampleTypes: RawValueType[] = [];
  readonly #mappings: RawMapping[] = [];
  readonly #locations: RawLocation[] = [];
  readonly #functions: RawFunction[] = [];
  readonly #comments: Int64[] = [];
  #lineCount = 0;
  #periodType: RawValueType = { type: 0, unit: 0 };
  readonly #header = {
    dropFrames: 0 as Int64,
    keepFrames: 0 as Int64,
    timeNanos: 0 as Int64,
    durationNanos: 0 as Int64,
    period: 0 as Int64,
    defaultSampleType: 0 as Int64,
    docUrl: 0 as Int64,
  };

  constructor(bytes: Uint8Array) {
    this.#reader = new WireReader(bytes);
    this.#strings = new StringTable(bytes);
  }

  read(): void {
    const reader = this.#reader;
    while (reader.more) {
      const field = reader.field();
      if (!this.#readEntity(field) && !this.#readHeader(field)) reader.skip();
    }
  }

  #readEntity(field: number): boolean {
    const reader = this.#reader;
    switch (field) {
      case 1:
        this.#sampleTypes.push(readValueType(reader));
        return true;
      case 2:
        this.#samples.read(reader);
        return true;
      case 3:
        this.#count(this.#mappings.push(readMapping(reader)));
        return true;
      case 4: {
        const location = readLocation(reader);
        this.#lineCount += location.lines.length;
        if (this.#lineCount > LIMITS.lines) reader.fail('too-large', 'too many lines');
        this.#count(this.#locations.push(location));
        return true;
      }
      case 5:
        this.#count(this.#functions.push(readFunction(reader)));
        return true;
      case 6: {
        const { start, end } = reader.slice();
        if (this.#strings.length === 0 && end > start) reader.fail('bad-string-table', "string_table[0] must be ''");
        if (this.#strings.length >= LIMITS.strings) reader.fail('too-large', 'too many strings');
        this.#strings.append(start, end);
        return true;
      }
      default:
        return false;
    }
  }

  #count(entities: number): void {
    if (entities > LIMITS.entities) this.#reader.fail('too-large', 'too many locations, functions or mappings');
  }

  #readHeader(field: number): boolean {
    const reader = this.#reader;
    const header = this.#header;
    switch (field) {
      case 7:
        header.dropFrames = reader.signed();
        return true;
      case 8:
        header.keepFrames = reader.signed();
        return true;
      case 9:
        // Two files glued together would otherwise be read as one, with the strings of the first.
        if (header.timeNanos !== 0) reader.fail('concatenated', 'concatenated profiles detected');
        header.timeNanos = reader.signed();
        return true;
      case 10:
        header.durationNanos = reader.signed();
        return true;
      case 11:
        this.#periodType = readValueType(reader);
        return true;
      case 12:
        header.period = reader.signed();
        return true;
      case 13:
        readIntegers(reader, this.#comments);
        return true;
      case 14:
        header.defaultSampleType = reader.signed();
        return true;
      case 15:
        header.docUrl = reader.signed();
        return true;
      default:
        return false;
    }
  }

  resolve(): Profile {
    const strings = this.#strings.seal();
    const valueType = ({ type, unit }: RawValueType): ValueType => ({
      type: strings.get(type),
      unit: strings.get(unit),
    });
    const mappings = this.#mappings.map((raw): Mapping => ({
      ...raw,
      file: strings.get(raw.file),
      buildId: strings.get(raw.buildId),
    }));
    const functions = this.#functions.map((raw): ProfileFunction => ({
      id: raw.id,
      name: strings.get(raw.name),
      systemName: strings.get(raw.systemName),
      filename: strings.get(raw.filename),
      startLine: raw.startLine,
    }));
    const locations = this.#resolveLocations(mappings, functions);
    const locationIndex = new IdIndex('location', locations);
    const header = this.#header;
    return {
      sampleTypes: this.#sampleTypes.map(valueType),
      defaultSampleType: strings.get(header.defaultSampleType),
      samples: this.#samples.finish(strings, this.#sampleTypes.length, (id) => locationIndex.get(id)),
      mappings,
      locations,
      functions,
      comments: this.#comments.map((index) => strings.get(index)),
      docUrl: strings.get(header.docUrl),
      dropFrames: strings.get(header.dropFrames),
      keepFrames: strings.get(header.keepFrames),
      timeNanos: header.timeNanos,
      durationNanos: header.durationNanos,
      periodType: valueType(this.#periodType),
      period: header.period,
    };
  }

  #resolveLocations(mappings: readonly Mapping[], functions: readonly ProfileFunction[]): Location[] {
    const mappingIndex = new IdIndex('mapping', mappings);
    const functionIndex = new IdIndex('function', functions);
    return this.#locations.map((raw) => {
      // Go reads a location whose mapping is missing as one without a mapping; some tools rely on it.
      const mapping = mappingIndex.get(raw.mapping);
      return {
        id: raw.id,
        mapping: mapping === undefined ? null : mappings[mapping]!,
        address: raw.address,
        isFolded: raw.isFolded,
        lines: raw.lines.map((line) => {
          const index = functionIndex.get(line.function);
          if (index === undefined) {
            throw new ProfileError('missing-reference', `location id: ${raw.id} has a line with nil function`);
          }
          return { function: functions[index]!, line: line.line, column: line.column };
        }),
      };
    });
  }
}
