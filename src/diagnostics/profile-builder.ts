import { basename, extname } from 'node:path';
import { toColumn } from '#pprof/column.ts';
import type { Int64 } from '#pprof/int64.ts';
import { EMPTY_PROFILE, NO_LABELS } from '#pprof/profile.ts';
import type { LabelSet, Location, Mapping, Profile, ProfileFunction, ValueType } from '#pprof/profile.ts';

/** One function call on a stack. */
export interface Frame {
  readonly name: string;
  /** A path that an editor can open, `node:…`, or empty. */
  readonly file: string;
  /** 0 when unknown. */
  readonly line: number;
  /** Line of the function's declaration, 0 when unknown; left out where `line` already is that. */
  readonly startLine?: number;
}

/** Collects stacks with their values into a {@link Profile}, sharing functions and locations. */
export class ProfileBuilder {
  readonly #sampleTypes: readonly ValueType[];
  readonly #mapping: Mapping;
  readonly #functions = new Map<string, ProfileFunction>();
  readonly #locations = new Map<string, number>();
  readonly #locationList: Location[] = [];
  readonly #offsets: number[] = [0];
  readonly #stacks: number[] = [];
  readonly #values: Int64[][];
  readonly #labels: number[] = [];
  readonly #labelSets: LabelSet[] = [NO_LABELS];
  readonly #labelSetOf = new Map<string, number>([['[]', 0]]);

  /** @param program what the profile calls its "File". */
  constructor(sampleTypes: readonly ValueType[], program: string) {
    this.#sampleTypes = sampleTypes;
    this.#values = sampleTypes.map(() => []);
    this.#mapping = programMapping(program);
  }

  /** @param stack leaf first. @param values one for each sample type. @param labels pairs; a name can come twice. */
  add(stack: readonly Frame[], values: readonly Int64[], labels: readonly (readonly [string, string])[] = []): void {
    if (values.length !== this.#values.length) throw new Error('a sample needs one value for each sample type');
    for (const frame of stack) this.#stacks.push(this.#locate(frame));
    this.#offsets.push(this.#stacks.length);
    this.#labels.push(this.#labelled(labels));
    values.forEach((value, type) => this.#values[type]!.push(value));
  }

  build(
    rest: Pick<Profile, 'defaultSampleType' | 'timeNanos' | 'periodType' | 'period' | 'comments'> &
      Partial<Pick<Profile, 'durationNanos'>>,
  ): Profile {
    const count = this.#offsets.length - 1;
    return {
      ...EMPTY_PROFILE,
      ...rest,
      sampleTypes: this.#sampleTypes,
      samples: {
        count,
        offsets: Uint32Array.from(this.#offsets),
        stacks: Uint32Array.from(this.#stacks),
        values: this.#values.map(toColumn),
        labels: Uint32Array.from(this.#labels),
        labelSets: this.#labelSets,
      },
      mappings: [this.#mapping],
      locations: this.#locationList,
      functions: [...this.#functions.values()],
    };
  }

  #labelled(labels: readonly (readonly [string, string])[]): number {
    const key = JSON.stringify(labels);
    const known = this.#labelSetOf.get(key);
    if (known !== undefined) return known;
    const strings = new Map<string, string[]>();
    for (const [name, value] of labels) strings.set(name, [...(strings.get(name) ?? []), value]);
    const index = this.#labelSets.push({ strings, numbers: new Map() }) - 1;
    this.#labelSetOf.set(key, index);
    return index;
  }

  #locate(frame: Frame): number {
    const key = `${frame.line}\n${frame.startLine ?? frame.line}\n${frame.file}\n${frame.name}`;
    const known = this.#locations.get(key);
    if (known !== undefined) return known;
    const index = this.#locationList.length;
    this.#locations.set(key, index);
    this.#locationList.push({
      id: index + 1,
      mapping: this.#mapping,
      address: 0,
      lines: [{ function: this.#functionOf(frame), line: frame.line, column: 0 }],
      isFolded: false,
    });
    return index;
  }

  #functionOf({ name, file, line, startLine = line }: Frame): ProfileFunction {
    const key = `${startLine}\n${file}\n${name}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const made = { id: this.#functions.size + 1, name, systemName: name, filename: file, startLine };
    this.#functions.set(key, made);
    return made;
  }
}

/**
 * The one mapping of a program without addresses. It says that names, files and lines are all there: without it
 * `go tool pprof` goes looking for a binary to symbolise.
 *
 * Named like a binary, without folder and ending: filters look at this name too, for every frame, so with the whole
 * path in it `-focus=labs/` and `-show=server\.ts` would let everything through.
 */
function programMapping(program: string): Mapping {
  return {
    id: 1,
    start: 0,
    limit: 0,
    offset: 0,
    file: basename(program, extname(program)),
    buildId: '',
    hasFunctions: true,
    hasFilenames: true,
    hasLineNumbers: true,
    hasInlineFrames: true,
  };
}
