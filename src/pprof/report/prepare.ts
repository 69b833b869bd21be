import { at, type Column } from '../column.ts';
import { OptionError } from '../errors.ts';
import { applyFilters } from '../filter/apply.ts';
import { addTagFrames } from '../filter/tag-frames.ts';
import { BASE_LABEL } from '../graph/tags.ts';
import type { Weights } from '../graph/accumulate.ts';
import { abs, add, divide, type Int64 } from '../int64.ts';
import { labelUnits } from '../label-units.ts';
import { DEFAULT_OPTIONS, type ReportOptions } from '../options.ts';
import type { Profile, Samples } from '../profile.ts';
import { sampleIndex } from '../sample-index.ts';
import type { Warning } from '../warning.ts';
import type { Report, ReportKind } from './report.ts';

/** Nodes in a report that has its own idea of "not too many". */
const DEFAULT_NODE_COUNT = 80;

/**
 * Applies the options to a profile, up to where a report starts to differ from the others.
 * @throws {OptionError} when an option's value makes no sense for this profile
 */
export function prepareReport(source: Profile, kind: ReportKind, given: Partial<ReportOptions>): Report {
  const options = forcedBy(kind, { ...DEFAULT_OPTIONS, ...given });
  const { units, warnings } = labelUnits(source);
  const tagged = addTagFrames(source, options);
  if (options.tagRoot !== '' && !tagged.rootMatched) warnings.push({ kind: 'no-match', filter: 'TagRoot' });
  if (options.tagLeaf !== '' && !tagged.leafMatched) warnings.push({ kind: 'no-match', filter: 'TagLeaf' });
  const filter = (profile: Profile): Profile => applyFilters(profile, options, units, warnings);

  const measured = options.relativePercentages ? filter(tagged.profile) : tagged.profile;
  const index = sampleIndex(measured, options.sampleIndex);
  if (options.divideBy === 0) throw new OptionError('bad-option', 'zero divisor specified');
  const total = totalOf(measured.samples, weightsOf(measured, index, options.mean));
  const profile = options.relativePercentages ? measured : filter(measured);
  const { type, unit } = profile.sampleTypes[index]!;
  return {
    kind,
    profile,
    options,
    weights: weightsOf(profile, index, options.mean),
    sampleType: options.mean ? `mean_${type}` : type,
    sampleUnit: unit,
    total,
    labelUnits: units,
    activeFilters: activeFilters(options),
    warnings: distinct(warnings),
  };
}

/** Some reports are about everything: trimming them would answer another question. */
function forcedBy(kind: ReportKind, options: ReportOptions): ReportOptions {
  let { trim, granularity, noInlines, nodeCount } = options;
  switch (kind) {
    case 'weblist':
      trim = false;
      granularity = 'addresses';
      noInlines = false;
      break;
    case 'peek':
      trim = false;
      break;
    case 'list':
      trim = false;
      granularity = 'lines';
      break;
    case 'flame':
      trim = false;
      break;
    case 'top':
    case 'topproto':
      if (nodeCount === -1) nodeCount = 0;
      break;
    case 'proto':
    case 'raw':
    case 'callgrind':
      trim = false;
      granularity = 'addresses';
      noInlines = false;
      break;
    default:
      if (nodeCount === -1) nodeCount = DEFAULT_NODE_COUNT;
  }
  const trimmed = trim ? { nodeCount } : { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 };
  return { ...options, granularity, noInlines, ...trimmed };
}

function weightsOf({ samples }: Profile, index: number, mean: boolean): Weights {
  return { value: samples.values[index]!, divisor: mean ? samples.values[0]! : null };
}

/** Sum of the magnitudes; with a base to compare to, of the base's alone. */
function totalOf(samples: Samples, { value, divisor }: Weights): Int64 {
  const isBase = samples.labelSets.map((labels) => labels.strings.get(BASE_LABEL)?.includes('true') === true);
  const sumOver = (column: Column, signed: boolean, ofBase: boolean): Int64 => {
    let sum: Int64 = 0;
    for (let sample = 0; sample < samples.count; sample++) {
      if (ofBase && !isBase[samples.labels[sample]!]) continue;
      sum = add(sum, signed ? at(column, sample) : abs(at(column, sample)));
    }
    return sum;
  };
  const baseSum = isBase.includes(true) ? sumOver(value, false, true) : 0;
  const ofBase = baseSum > 0;
  const sum = ofBase ? baseSum : sumOver(value, false, false);
  const divisorSum = divisor === null ? 0 : sumOver(divisor, true, ofBase);
  return divisorSum === 0 ? sum : divide(sum, divisorSum);
}

function activeFilters(options: ReportOptions): string[] {
  const filters = [
    ['focus', options.focus],
    ['ignore', options.ignore],
    ['hide', options.hide],
    ['show', options.show],
    ['show_from', options.showFrom],
    ['tagfocus', options.tagFocus],
    ['tagignore', options.tagIgnore],
    ['tagshow', options.tagShow],
    ['taghide', options.tagHide],
  ] as const;
  return filters.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`);
}

function distinct(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
