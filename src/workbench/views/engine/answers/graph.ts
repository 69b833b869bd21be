import { dotData } from '#pprof/report/dot.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { headOf } from '../head.ts';
import type { GraphAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';
import { changesOf } from './top.ts';

/** Graphviz takes half a second for this many, and minutes for thousands; nobody can read those either. */
const MOST_NODES = 500;

export function graphAnswer(subject: Subject, options: Partial<ReportOptions>): GraphAnswer {
  const untrimmed = options.trim === false || options.nodeCount === 0;
  const drawn = untrimmed
    ? { ...options, trim: true, nodeFraction: 0, edgeFraction: 0, nodeCount: MOST_NODES }
    : options;
  const drawing = dotData(subject.profile, drawn);
  const changeOf = changesOf(subject, options);
  return {
    kind: 'graph',
    ...headOf(subject, options, drawing),
    dot: forTheScreen(drawing.dot),
    boxes: drawing.nodes.map(({ name, functionName }, index) => {
      const { flat, cum } = drawing.values[index]!;
      return { name, functionName, flat: Number(flat), cum: Number(cum), ...changeOf(name) };
    }),
    arrows: drawing.edges.map(({ from, to, weight }) => ({ from, to, weight: Number(weight) })),
  };
}

/** Without the legend, which the page has in its own words, and with a font whose widths Graphviz knows. */
function forTheScreen(dot: string): string {
  return dot
    .replace(/^subgraph cluster_L .*$/m, '')
    .replace(
      'node [style=filled',
      'graph [bgcolor="transparent"]\nedge [fontname="Arial" fontsize=10]\nnode [fontname="Arial" style=filled',
    );
}
