import { encodeProfile } from '#pprof/codec.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Profile } from '#pprof/profile.ts';
import { callgrindText } from '#pprof/report/callgrind.ts';
import { commentsText } from '#pprof/report/comments.ts';
import { dotData } from '#pprof/report/dot.ts';
import { listData, listText } from '#pprof/report/list.ts';
import { protoData } from '#pprof/report/proto.ts';
import { rawText } from '#pprof/report/raw.ts';
import { tagsData, tagsText } from '#pprof/report/tags.ts';
import { topData, topText } from '#pprof/report/top.ts';
import { topProtoData } from '#pprof/report/topproto.ts';
import { tracesData, tracesText } from '#pprof/report/traces.ts';
import { peekData, treeData, treeText } from '#pprof/report/tree.ts';
import { warningText, type Warning } from '#pprof/warning.ts';
import { gzipSync } from 'node:zlib';
import { readSource } from './source-files.ts';

/** A report as it goes to a file or to the terminal. */
export interface Rendered {
  readonly content: string | Uint8Array;
  readonly warnings: readonly Warning[];
}

export { warningText };

/** Reports that the engine makes; pictures and browser views are made from one of them. */
export type Format =
  | 'callgrind'
  | 'comments'
  | 'dot'
  | 'list'
  | 'peek'
  | 'proto'
  | 'raw'
  | 'tags'
  | 'top'
  | 'topproto'
  | 'traces'
  | 'tree';

/**
 * Makes a report.
 * @param pattern for `list` and `peek`
 * @throws {OptionError}
 */
export function render(profile: Profile, format: Format, options: Partial<ReportOptions>, pattern = ''): Rendered {
  switch (format) {
    case 'top': {
      const top = topData(profile, options);
      return { content: topText(top), warnings: top.warnings };
    }
    case 'tree': {
      const tree = treeData(profile, options);
      return { content: treeText(tree), warnings: tree.warnings };
    }
    case 'peek': {
      const tree = peekData(profile, pattern, options);
      return { content: treeText(tree), warnings: tree.warnings };
    }
    case 'traces': {
      const traces = tracesData(profile, options);
      return { content: tracesText(traces), warnings: traces.warnings };
    }
    case 'list': {
      const sourcePath = options.sourcePath || process.cwd();
      const listing = listData(profile, pattern, readSource, { ...options, sourcePath });
      return { content: listText(listing), warnings: listing.warnings };
    }
    case 'dot': {
      const drawing = dotData(profile, options);
      return { content: drawing.dot, warnings: drawing.warnings };
    }
    case 'tags': {
      const tags = tagsData(profile, options);
      return { content: tagsText(tags), warnings: tags.warnings };
    }
    case 'raw':
      return { content: rawText(profile, options), warnings: [] };
    case 'comments':
      return { content: commentsText(profile, options), warnings: [] };
    case 'callgrind':
      return { content: callgrindText(profile, options), warnings: [] };
    case 'proto':
      return { content: gzipSync(encodeProfile(protoData(profile, options))), warnings: [] };
    case 'topproto':
      return { content: gzipSync(encodeProfile(topProtoData(profile, options))), warnings: [] };
  }
}
