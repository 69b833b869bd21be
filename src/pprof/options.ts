import { UTC, type TimeZone } from './time.ts';

/**
 * The variables of pprof: everything that a report can be asked for beside its kind. The same names, in snake case,
 * are the CLI's flags and the shell's variables; `OPTION_FIELDS` ties them together.
 */
export interface ReportOptions {
  /** Build a tree whose functions are apart by caller. Drawings and callgrind only. */
  readonly callTree: boolean;
  /** Percentages of what the filters leave, instead of the whole profile. */
  readonly relativePercentages: boolean;
  /** Unit to show values in; `minimum` picks one for the report. */
  readonly unit: string;
  /** Leave the description of the profile out of the header. */
  readonly compactLabels: boolean;
  readonly sourcePath: string;
  readonly trimPath: string;
  /** Divide by the first sample type: the mean of a contention, say. */
  readonly mean: boolean;
  readonly sampleIndex: string;
  readonly divideBy: number;
  /** Scale the profile to the base before taking the base away. */
  readonly normalize: boolean;
  readonly sort: 'flat' | 'cum';
  /** Label keys whose values become frames above the root, or below the leaf; separated by commas. */
  readonly tagRoot: string;
  readonly tagLeaf: string;
  readonly dropNegative: boolean;
  /** -1 leaves the number of rows to the report; 0 is all. */
  readonly nodeCount: number;
  readonly nodeFraction: number;
  readonly edgeFraction: number;
  readonly trim: boolean;
  readonly focus: string;
  readonly ignore: string;
  readonly pruneFrom: string;
  readonly hide: string;
  readonly show: string;
  readonly showFrom: string;
  readonly tagFocus: string;
  readonly tagIgnore: string;
  readonly tagShow: string;
  readonly tagHide: string;
  readonly noInlines: boolean;
  readonly showColumns: boolean;
  readonly granularity: Granularity;
  /** Where the header's time is told; not one of pprof's variables. */
  readonly timeZone: TimeZone;
}

export const GRANULARITIES = ['functions', 'filefunctions', 'files', 'lines', 'addresses'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export const DEFAULT_OPTIONS: ReportOptions = {
  callTree: false,
  relativePercentages: false,
  unit: 'minimum',
  compactLabels: false,
  sourcePath: '',
  trimPath: '',
  mean: false,
  sampleIndex: '',
  divideBy: 1,
  normalize: false,
  sort: 'flat',
  tagRoot: '',
  tagLeaf: '',
  dropNegative: false,
  nodeCount: -1,
  nodeFraction: 0.005,
  edgeFraction: 0.001,
  trim: true,
  focus: '',
  ignore: '',
  pruneFrom: '',
  hide: '',
  show: '',
  showFrom: '',
  tagFocus: '',
  tagIgnore: '',
  tagShow: '',
  tagHide: '',
  noInlines: false,
  showColumns: false,
  granularity: 'functions',
  timeZone: UTC,
};

/** One variable: its name in pprof, its parameter in the web UI's address, and what it may be set to. */
export interface OptionField {
  readonly name: string;
  readonly key: keyof ReportOptions;
  /** Absent: it is not kept in an address. */
  readonly urlParameter?: string;
  readonly choices?: readonly string[];
}

export const OPTION_FIELDS: readonly OptionField[] = [
  { name: 'call_tree', key: 'callTree', urlParameter: 'calltree' },
  { name: 'relative_percentages', key: 'relativePercentages', urlParameter: 'rel' },
  { name: 'unit', key: 'unit', urlParameter: 'unit' },
  { name: 'compact_labels', key: 'compactLabels', urlParameter: 'compact' },
  { name: 'source_path', key: 'sourcePath' },
  { name: 'trim_path', key: 'trimPath' },
  { name: 'mean', key: 'mean', urlParameter: 'mean' },
  { name: 'sample_index', key: 'sampleIndex', urlParameter: 'si' },
  { name: 'divide_by', key: 'divideBy', urlParameter: 'divide_by' },
  { name: 'normalize', key: 'normalize', urlParameter: 'norm' },
  { name: 'sort', key: 'sort', urlParameter: 'sort', choices: ['cum', 'flat'] },
  { name: 'tagroot', key: 'tagRoot', urlParameter: 'tagroot' },
  { name: 'tagleaf', key: 'tagLeaf', urlParameter: 'tagleaf' },
  { name: 'drop_negative', key: 'dropNegative', urlParameter: 'dropneg' },
  { name: 'nodecount', key: 'nodeCount', urlParameter: 'n' },
  { name: 'nodefraction', key: 'nodeFraction', urlParameter: 'nf' },
  { name: 'edgefraction', key: 'edgeFraction', urlParameter: 'ef' },
  { name: 'trim', key: 'trim', urlParameter: 'trim' },
  { name: 'focus', key: 'focus', urlParameter: 'f' },
  { name: 'ignore', key: 'ignore', urlParameter: 'i' },
  { name: 'prune_from', key: 'pruneFrom', urlParameter: 'prunefrom' },
  { name: 'hide', key: 'hide', urlParameter: 'h' },
  { name: 'show', key: 'show', urlParameter: 's' },
  { name: 'show_from', key: 'showFrom', urlParameter: 'sf' },
  { name: 'tagfocus', key: 'tagFocus', urlParameter: 'tf' },
  { name: 'tagignore', key: 'tagIgnore', urlParameter: 'ti' },
  { name: 'tagshow', key: 'tagShow', urlParameter: 'ts' },
  { name: 'taghide', key: 'tagHide', urlParameter: 'th' },
  { name: 'noinlines', key: 'noInlines', urlParameter: 'noinlines' },
  { name: 'showcolumns', key: 'showColumns', urlParameter: 'showcolumns' },
  { name: 'granularity', key: 'granularity', urlParameter: 'g', choices: GRANULARITIES },
];
