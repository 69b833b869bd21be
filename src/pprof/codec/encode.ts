import { at } from '../column.ts';
import type { Int64 } from '../int64.ts';
import type { LabelSet, Location, Mapping, Profile, ProfileFunction, Samples, ValueType } from '../profile.ts';
import { compareUtf8 } from '../text.ts';
import { WireWriter } from './wire-writer.ts';

/**
 * Writes a profile in the format profile.proto, uncompressed. Fields and strings come in the order in which Go
 * writes them, so that the same profile gives the same bytes.
 */
export function encodeProfile(profile: Profile): Uint8Array {
  return new ProfileEncoder().encode(profile);
}

class ProfileEncoder {
  readonly #writer = new WireWriter();
  readonly #strings = new Map<string, number>([['', 0]]);

  encode(profile: Profile): Uint8Array {
    const writer = this.#writer;
    for (const type of profile.sampleTypes) this.#valueType(1, type);
    this.#samples(profile);
    for (const mapping of profile.mappings) this.#mapping(mapping);
    for (const location of profile.locations) this.#location(location);
    for (const item of profile.functions) this.#function(item);
    const dropFrames = this.#string(profile.dropFrames);
    const keepFrames = this.#string(profile.keepFrames);
    const period = [this.#string(profile.periodType.type), this.#string(profile.periodType.unit)] as const;
    const comments = profile.comments.map((comment) => this.#string(comment));
    const defaultSampleType = this.#string(profile.defaultSampleType);
    const docUrl = this.#string(profile.docUrl);
    for (const text of this.#strings.keys()) writer.text(6, text);
    writer.optional(7, dropFrames);
    writer.optional(8, keepFrames);
    writer.optional(9, profile.timeNanos);
    writer.optional(10, profile.durationNanos);
    if (period[0] !== 0 || period[1] !== 0) {
      writer.message(11, () => {
        writer.optional(1, period[0]);
        writer.optional(2, period[1]);
      });
    }
    writer.optional(12, profile.period);
    writer.integers(13, comments);
    writer.integer(14, defaultSampleType);
    writer.optional(15, docUrl);
    return writer.finish();
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const index = this.#strings.size;
    this.#strings.set(text, index);
    return index;
  }

  #valueType(field: number, { type, unit }: ValueType): void {
    const typeIndex = this.#string(type);
    const unitIndex = this.#string(unit);
    this.#writer.message(field, () => {
      this.#writer.optional(1, typeIndex);
      this.#writer.optional(2, unitIndex);
    });
  }

  #samples({ samples, locations }: Profile): void {
    for (let sample = 0; sample < samples.count; sample++) {
      this.#writer.message(2, () => {
        const ids: Int64[] = [];
        for (let frame = samples.offsets[sample]!; frame < samples.offsets[sample + 1]!; frame++) {
          ids.push(locations[samples.stacks[frame]!]!.id);
        }
        this.#writer.integers(1, ids);
        this.#writer.integers(
          2,
          samples.values.map((column) => at(column, sample)),
        );
        this.#labels(samples, sample);
      });
    }
  }

  #labels(samples: Samples, sample: number): void {
    const writer = this.#writer;
    const labels: LabelSet = samples.labelSets[samples.labels[sample]!]!;
    for (const [key, texts] of sorted(labels.strings)) {
      for (const text of texts) {
        const keyIndex = this.#string(key);
        const textIndex = this.#string(text);
        writer.message(3, () => {
          writer.optional(1, keyIndex);
          writer.optional(2, textIndex);
        });
      }
    }
    for (const [key, numbers] of sorted(labels.numbers)) {
      const keyIndex = this.#string(key);
      for (const { value, unit } of numbers) {
        const unitIndex = this.#string(unit);
        writer.message(3, () => {
          writer.optional(1, keyIndex);
          writer.optional(3, value);
          writer.optional(4, unitIndex);
        });
      }
    }
  }

  #mapping(mapping: Mapping): void {
    const writer = this.#writer;
    const file = this.#string(mapping.file);
    const buildId = this.#string(mapping.buildId);
    writer.message(3, () => {
      writer.optional(1, mapping.id);
      writer.optional(2, mapping.start);
      writer.optional(3, mapping.limit);
      writer.optional(4, mapping.offset);
      writer.optional(5, file);
      writer.optional(6, buildId);
      writer.flag(7, mapping.hasFunctions);
      writer.flag(8, mapping.hasFilenames);
      writer.flag(9, mapping.hasLineNumbers);
      writer.flag(10, mapping.hasInlineFrames);
    });
  }

  #location(location: Location): void {
    const writer = this.#writer;
    writer.message(4, () => {
      writer.optional(1, location.id);
      writer.optional(2, location.mapping?.id ?? 0);
      writer.optional(3, location.address);
      for (const {
        function: { id },
        line,
        column,
      } of location.lines) {
        writer.message(4, () => {
          writer.optional(1, id);
          writer.optional(2, line);
          writer.optional(3, column);
        });
      }
      writer.flag(5, location.isFolded);
    });
  }

  #function({ id, name, systemName, filename, startLine }: ProfileFunction): void {
    const writer = this.#writer;
    const nameIndex = this.#string(name);
    const systemNameIndex = this.#string(systemName);
    const filenameIndex = this.#string(filename);
    writer.message(5, () => {
      writer.optional(1, id);
      writer.optional(2, nameIndex);
      writer.optional(3, systemNameIndex);
      writer.optional(4, filenameIndex);
      writer.optional(5, startLine);
    });
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareUtf8(a, b));
}
