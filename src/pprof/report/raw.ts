import { at } from '../column.ts';
import { formatDuration } from '../format.ts';
import type { LabelSet, Location, Mapping, NumericLabel, Profile, Samples } from '../profile.ts';
import type { ReportOptions } from '../options.ts';
import { compareUtf8, padLeft } from '../text.ts';
import { formatTimeInFull, type TimeZone } from '../time.ts';
import { prepareReport } from './prepare.ts';

/** The profile in full, as `pprof -raw` prints it. */
export function rawText(source: Profile, options: Partial<ReportOptions> = {}): string {
  const report = prepareReport(source, 'raw', options);
  const { profile } = report;
  const lines = [...headerLines(profile, report.options.timeZone), 'Samples:', sampleTypesLine(profile)];
  const labels = profile.samples.labelSets.map(labelLines);
  for (let sample = 0; sample < profile.samples.count; sample++) {
    lines.push(sampleLine(profile, sample), ...labels[profile.samples.labels[sample]!]!);
  }
  lines.push('Locations');
  for (const location of profile.locations) locationLines(location, lines);
  lines.push('Mappings', ...profile.mappings.map(mappingLine));
  return `${lines.join('\n')}\n`;
}

function headerLines(profile: Profile, zone: TimeZone): string[] {
  const lines = profile.comments.map((comment) => `Comment: ${comment}`);
  if (profile.docUrl !== '') lines.push(`Doc: ${profile.docUrl}`);
  lines.push(`PeriodType: ${profile.periodType.type} ${profile.periodType.unit}`, `Period: ${profile.period}`);
  if (profile.timeNanos !== 0) lines.push(`Time: ${formatTimeInFull(profile.timeNanos, zone)}`);
  // pprof prints the duration with %.4v, which for a text means: its first four characters.
  if (profile.durationNanos !== 0) {
    lines.push(`Duration: ${[...formatDuration(profile.durationNanos)].slice(0, 4).join('')}`);
  }
  return lines;
}

function sampleTypesLine({ sampleTypes, defaultSampleType }: Profile): string {
  return sampleTypes
    .map(({ type, unit }) => `${type}/${unit}${type === defaultSampleType ? '[dflt]' : ''}`)
    .join(' ')
    .trim();
}

function sampleLine({ samples, locations }: Profile, sample: number): string {
  let line = '';
  for (const column of samples.values) line += ` ${padLeft(`${at(column, sample)}`, 10)}`;
  line += ': ';
  for (const location of stackOf(samples, sample)) line += `${locations[location]!.id} `;
  return line;
}

function stackOf({ offsets, stacks }: Samples, sample: number): Uint32Array {
  return stacks.subarray(offsets[sample], offsets[sample + 1]);
}

const LABEL_INDENT = '                ';

function labelLines({ strings, numbers }: LabelSet): string[] {
  const lines: string[] = [];
  if (strings.size > 0) {
    const texts = [...strings].map(([key, values]) => `${key}:[${values.join(' ')}]`);
    lines.push(LABEL_INDENT + texts.sort(compareUtf8).join(' '));
  }
  if (numbers.size > 0) {
    const texts = [...numbers].map(([key, values]) => `${key}:[${numberTexts(values).join(' ')}]`);
    lines.push(LABEL_INDENT + texts.sort(compareUtf8).join(' '));
  }
  return lines;
}

function numberTexts(values: readonly NumericLabel[]): string[] {
  const hasUnits = values.some(({ unit }) => unit !== '');
  return values.map(({ value, unit }) => (hasUnits ? `${value} ${unit}` : `${value}`));
}

function locationLines(location: Location, lines: string[]): void {
  let place = `${padLeft(`${location.id}`, 6)}: 0x${location.address.toString(16)} `;
  if (location.mapping !== null) place += `M=${location.mapping.id} `;
  if (location.isFolded) place += '[F] ';
  if (location.lines.length === 0) lines.push(place);
  for (const { function: called, line, column } of location.lines) {
    const system = called.name === called.systemName ? '' : `(${called.systemName})`;
    lines.push(`${place}${called.name} ${called.filename}:${line}:${column} s=${called.startLine}${system}`);
    place = '             ';
  }
}

function mappingLine(mapping: Mapping): string {
  const { id, start, limit, offset, file, buildId } = mapping;
  const flags = [
    mapping.hasFunctions ? '[FN]' : '',
    mapping.hasFilenames ? '[FL]' : '',
    mapping.hasLineNumbers ? '[LN]' : '',
    mapping.hasInlineFrames ? '[IN]' : '',
  ].join('');
  return `${id}: 0x${start.toString(16)}/0x${limit.toString(16)}/0x${offset.toString(16)} ${file} ${buildId} ${flags}`;
}
