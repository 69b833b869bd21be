import { at } from '../column.ts';
import { divide, type Int64 } from '../int64.ts';
import { formatValue } from '../measure.ts';
import { functionName, printableName } from '../node-info.ts';
import { buildNodeTable } from '../node-table.ts';
import type { ReportOptions } from '../options.ts';
import type { LabelSet, Profile } from '../profile.ts';
import { compareUtf8, padLeft } from '../text.ts';
import type { Warning } from '../warning.ts';
import { detailOf } from './graph-of.ts';
import { profileLines } from './header.ts';
import { prepareReport } from './prepare.ts';
import { ValueFormat } from './values.ts';

export interface TraceFrame {
  readonly name: string;
  readonly functionName: string;
  readonly inline: boolean;
}

export interface Trace {
  readonly value: Int64;
  readonly valueText: string;
  /** `key:  values`, the texts before the numbers. */
  readonly labels: readonly string[];
  /** Frames by location, leaf first; the same location is the same array in every trace. */
  readonly stack: readonly (readonly TraceFrame[])[];
}

export interface Traces {
  readonly header: readonly string[];
  /** Made as they are asked for: there can be as many as samples. */
  readonly traces: Iterable<Trace>;
  readonly warnings: readonly Warning[];
}

/** Every sample with its stack. */
export function tracesData(profile: Profile, options: Partial<ReportOptions> = {}): Traces {
  const report = prepareReport(profile, 'traces', options);
  const values = new ValueFormat(report, report.options.unit);
  const { samples } = report.profile;
  const table = buildNodeTable(report.profile, detailOf(report.options.granularity, report.options, false));
  const names = table.infos.map((info) => ({ name: printableName(info), functionName: functionName(info) }));
  const labels = samples.labelSets.map((set) => labelLines(set, report.labelUnits));
  const { value, divisor } = report.weights;

  const frames = report.profile.locations.map((_, location) => {
    const nodes = table.nodes.subarray(table.offsets[location], table.offsets[location + 1]);
    return Array.from(nodes, (node, line): TraceFrame => {
      return { ...names[node]!, inline: line !== nodes.length - 1 };
    });
  });

  function* traces(): Generator<Trace> {
    for (let sample = 0; sample < samples.count; sample++) {
      const stack: TraceFrame[][] = [];
      for (let frame = samples.offsets[sample]!; frame < samples.offsets[sample + 1]!; frame++) {
        stack.push(frames[samples.stacks[frame]!]!);
      }
      if (stack.length === 0) continue;
      const weight = divisor === null ? 0 : at(divisor, sample);
      const shown = weight === 0 ? at(value, sample) : divide(at(value, sample), weight);
      yield { value: shown, valueText: values.format(shown), labels: labels[samples.labels[sample]!]!, stack };
    }
  }
  return { header: profileLines(report, values), traces: { [Symbol.iterator]: traces }, warnings: report.warnings };
}

function labelLines({ strings, numbers }: LabelSet, units: ReadonlyMap<string, string>): string[] {
  const texts = [...strings].map(([key, values]) => labelLine(key, values));
  const figures = [...numbers].map(([key, values]) =>
    labelLine(
      key,
      values.map(({ value }) => formatValue(value, units.get(key) ?? '')),
    ),
  );
  return [...texts.sort(compareUtf8), ...figures.sort(compareUtf8)];
}

function labelLine(key: string, values: readonly string[]): string {
  return `${padLeft(key, 10)}:  ${values.join(' ')}`;
}

const SEPARATOR = '-----------+-------------------------------------------------------';

const NO_VALUE = ' '.repeat(10);

/** The report as `pprof -traces` prints it. */
export function tracesText({ header, traces }: Pick<Traces, 'header' | 'traces'>): string {
  const known = new Map<readonly TraceFrame[], string>();
  // Half a million pieces: joined once they are much cheaper than a text that grows by each.
  const pieces = [`${header.join('\n')}\n`];
  for (const { labels, valueText, stack } of traces) {
    pieces.push(`${SEPARATOR}\n`);
    for (const label of labels) pieces.push(`${label}\n`);
    let isLeaf = true;
    for (const frames of stack) {
      let lines = known.get(frames);
      if (lines === undefined) known.set(frames, (lines = frames.map(frameLine).join('')));
      pieces.push(isLeaf ? padLeft(valueText, 10) + lines.slice(NO_VALUE.length) : lines);
      isLeaf = false;
    }
  }
  pieces.push(`${SEPARATOR}\n`);
  return pieces.join('');
}

function frameLine({ name, inline }: TraceFrame): string {
  return `${NO_VALUE}   ${name}${inline ? ' (inline)' : ''}\n`;
}
