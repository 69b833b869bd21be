import type { Weights } from '../graph/accumulate.ts';
import type { Int64 } from '../int64.ts';
import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import type { Warning } from '../warning.ts';

/** The reports that the engine can make. */
export type ReportKind =
  | 'callgrind'
  | 'comments'
  | 'dot'
  | 'flame'
  | 'list'
  | 'peek'
  | 'proto'
  | 'raw'
  | 'tags'
  | 'top'
  | 'topproto'
  | 'traces'
  | 'tree'
  | 'weblist';

/** A profile with its filters applied, and everything a report needs to know beside it. */
export interface Report {
  readonly kind: ReportKind;
  readonly profile: Profile;
  /** As given, except what the kind of report forces (no trimming for `list`, say). */
  readonly options: ReportOptions;
  readonly weights: Weights;
  /** Name of the sample type shown, with `mean_` before it for a mean. */
  readonly sampleType: string;
  readonly sampleUnit: string;
  /** 100%: by default of the whole profile, before the filters. */
  readonly total: Int64;
  /** Unit of each numeric label's key. */
  readonly labelUnits: ReadonlyMap<string, string>;
  /** `focus=…` and so on, for the header. */
  readonly activeFilters: readonly string[];
  /** What is odd but no error, such as a filter that matched nothing. */
  readonly warnings: readonly Warning[];
}
