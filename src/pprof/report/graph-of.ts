import { fullGraph, trimmedGraph, type TrimmedGraph } from '../graph/trim.ts';
import type { Graph } from '../graph/graph.ts';
import { buildNodeTable, type Detail, type NodeTable } from '../node-table.ts';
import type { Granularity } from '../options.ts';
import { trimPath } from '../path.ts';
import type { Report, ReportKind } from './report.ts';

/** Reports in which functions of the same name in two binaries stay apart. */
const BY_BINARY: ReadonlySet<ReportKind> = new Set(['raw', 'list', 'weblist', 'callgrind']);

/** The call graph of a report, trimmed as its options say. */
export function graphOf(report: Report): TrimmedGraph {
  const { profile, options, weights, kind } = report;
  const isDrawing = kind === 'dot';
  return trimmedGraph(profile.samples, nodeTableOf(report), weights, {
    sort: options.sort,
    nodeCount: kind === 'callgrind' ? 0 : options.nodeCount,
    nodeFraction: kind === 'callgrind' ? 0 : options.nodeFraction,
    edgeFraction: kind === 'callgrind' ? 0 : options.edgeFraction,
    dropNegative: options.dropNegative,
    callTree: options.callTree && (isDrawing || kind === 'callgrind'),
    visual: isDrawing ? { tagUnit: report.labelUnits.get('bytes') ?? '', outputUnit: options.unit } : null,
  });
}

/** The call graph without any trimming. */
export function fullGraphOf(report: Report): Graph {
  return fullGraph(report.profile.samples, nodeTableOf(report), report.weights, report.options.dropNegative);
}

export function nodeTableOf({ profile, options, kind }: Report): NodeTable {
  return buildNodeTable(profile, detailOf(options.granularity, options, BY_BINARY.has(kind)), (filename) =>
    trimPath(filename, options.trimPath, options.sourcePath),
  );
}

/** What a granularity keeps apart. */
export function detailOf(
  granularity: Granularity,
  { noInlines, showColumns }: { readonly noInlines: boolean; readonly showColumns: boolean },
  objectFiles: boolean,
): Detail {
  const line = granularity === 'lines' || granularity === 'addresses';
  return {
    name: granularity !== 'files',
    file: granularity !== 'functions',
    line,
    column: line && showColumns,
    address: granularity === 'addresses',
    inlines: !noInlines,
    objectFiles,
  };
}
