import { flatValue, type GraphNode } from '../graph/graph.ts';
import type { TrimmedGraph } from '../graph/trim.ts';
import { abs, add, scale as scaleBy, truncate, type Int64 } from '../int64.ts';
import { formatPercentage, formatValue, scale } from '../measure.ts';
import { basePath } from '../path.ts';
import { formatTime } from '../time.ts';
import type { Report } from './report.ts';
import type { ValueFormat } from './values.ts';

/** The lines that describe the profile, at the head of most reports. */
export function profileLines(report: Report, values: ValueFormat): string[] {
  const { profile, total } = report;
  const lines: string[] = [];
  const [main] = profile.mappings;
  if (main !== undefined && main.file !== '') lines.push(`File: ${basePath(main.file)}`);
  if (main !== undefined && main.buildId !== '') lines.push(`Build ID: ${main.buildId}`);
  lines.push(...profile.comments.filter((comment) => !comment.startsWith('#')));
  if (report.sampleType !== '') lines.push(`Type: ${report.sampleType}`);
  if (profile.docUrl !== '') lines.push(`Doc: ${profile.docUrl}`);
  if (profile.timeNanos !== 0) lines.push(`Time: ${formatTime(profile.timeNanos, report.options.timeZone)}`);
  if (profile.durationNanos !== 0) {
    const nanos = scale(total, report.sampleUnit, 'nanoseconds');
    const share =
      nanos.unit === 'ns' && nanos.value !== 0
        ? `(${formatPercentage(truncate(nanos.value), profile.durationNanos)})`
        : '';
    const duration = formatValue(profile.durationNanos, 'nanoseconds');
    lines.push(`Duration: ${duration}, Total samples = ${values.format(total)} ${share}`);
  }
  return lines;
}

/** A filter longer than this is cut in the header; bytes of UTF-8, as in Go. */
const FILTER_BYTES = 80;

/** The whole header of a report made from a trimmed graph. */
export function reportLines(report: Report, graph: TrimmedGraph, values: ValueFormat, isDrawing = false): string[] {
  const { total, options } = report;
  const lines = isDrawing || !options.compactLabels ? profileLines(report, values) : [];
  if (report.activeFilters.length > 0) lines.push('Active filters:', ...report.activeFilters.map(filterLine));
  const shown = graph.nodes.reduce((sum: Int64, node: GraphNode) => add(sum, flatValue(node)), 0);
  const share = formatPercentage(shown, total).trim();
  lines.push(`Showing nodes accounting for ${values.format(shown)}, ${share} of ${values.format(total)} total`);
  if (total !== 0) {
    const cutoff = (fraction: number): string => values.format(abs(scaleBy(total, fraction)));
    if (graph.droppedNodes > 0) lines.push(dropped(graph.droppedNodes, 'node', 'cum', cutoff(options.nodeFraction)));
    // Only a drawing shows edges as such.
    if (isDrawing && graph.droppedEdges > 0) {
      lines.push(dropped(graph.droppedEdges, 'edge', 'freq', cutoff(options.edgeFraction)));
    }
    const count = graph.nodes.length;
    if (count > 0 && count < graph.originalCount) {
      lines.push(`Showing top ${count} nodes out of ${graph.originalCount}`);
    }
  }
  if (isDrawing) lines.push('\nSee https://git.io/JfYMW for how to read the graph');
  return lines;
}

function dropped(count: number, thing: string, measure: string, cutoff: string): string {
  return `Dropped ${count} ${thing}${count > 1 ? 's' : ''} (${measure} <= ${cutoff})`;
}

function filterLine(filter: string): string {
  const bytes = new TextEncoder().encode(filter);
  if (bytes.length <= FILTER_BYTES) return `   ${filter}`;
  // A character cut in the middle becomes U+FFFD; Go writes its first bytes.
  return `   ${new TextDecoder().decode(bytes.subarray(0, FILTER_BYTES))}…`;
}
