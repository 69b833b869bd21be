import { toColumn } from '../column.ts';
import { cumValue, flatValue } from '../graph/graph.ts';
import { truncate, type Int64 } from '../int64.ts';
import { scale } from '../measure.ts';
import type { ReportOptions } from '../options.ts';
import { EMPTY_PROFILE, NO_LABELS, type Location, type Profile, type ProfileFunction } from '../profile.ts';
import { graphOf } from './graph-of.ts';
import { prepareReport } from './prepare.ts';
import { outputUnitFor } from './values.ts';

/** The rows of top as a profile of one frame a sample, as `pprof -topproto` saves it; to be encoded. */
export function topProtoData(source: Profile, options: Partial<ReportOptions> = {}): Profile {
  const report = prepareReport(source, 'topproto', options);
  const { nodes } = graphOf(report);
  const unit = outputUnitFor(report, nodes);
  const functions = new Map<string, ProfileFunction>();
  const locations = nodes.map(({ info }, index): Location => {
    const { name, file: filename, startLine } = info;
    const key = `${name}\0${filename}\0${startLine}`;
    let called = functions.get(key);
    if (called === undefined) {
      called = { id: functions.size + 1, name, systemName: '', filename, startLine };
      functions.set(key, called);
    }
    const line = { function: called, line: info.line, column: info.column };
    return { id: index + 1, mapping: null, address: info.address, lines: [line], isFolded: false };
  });
  const inUnit = (value: Int64): Int64 => truncate(scale(value, report.sampleUnit, unit).value);
  const indexes = Uint32Array.from(nodes, (_, index) => index);
  const { timeNanos, durationNanos, periodType, period } = report.profile;
  return {
    ...EMPTY_PROFILE,
    sampleTypes: [
      { type: 'cum', unit },
      { type: 'flat', unit },
    ],
    samples: {
      count: nodes.length,
      offsets: Uint32Array.from({ length: nodes.length + 1 }, (_, index) => index),
      stacks: indexes,
      values: [
        toColumn(nodes.map((node) => inUnit(cumValue(node)))),
        toColumn(nodes.map((node) => inUnit(flatValue(node)))),
      ],
      labels: new Uint32Array(nodes.length),
      labelSets: [NO_LABELS],
    },
    locations,
    functions: [...functions.values()],
    timeNanos,
    durationNanos,
    periodType,
    period,
  };
}
