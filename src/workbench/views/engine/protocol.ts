/** What the page and the profile worker say to each other. Everything here can be structured-cloned. */
import type { FlameLayout } from '#pprof/flame.ts';
import type { OptionErrorCode, ProfileErrorCode } from '#pprof/errors.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Inlining } from '#pprof/report/top.ts';
import type { Warning } from '#pprof/warning.ts';

export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/** What a profile says about itself, once, when it is opened. */
export interface Summary {
  readonly sampleTypes: readonly SampleType[];
  readonly defaultSampleType: string;
  readonly sampleCount: number;
  readonly functionCount: number;
  /** Milliseconds since 1970; null when the profile does not say. */
  readonly takenAt: number | null;
  readonly durationMs: number | null;
  readonly comments: readonly string[];
  /** What the profile says of where it comes from; empty where it says nothing. */
  readonly binary: string;
  readonly buildId: string;
  readonly docUrl: string;
  /** How far apart samples are, and in what: `10000000 nanoseconds` of cpu. */
  readonly period: { readonly value: number; readonly type: SampleType } | null;
  readonly hasLabels: boolean;
}

/** The report's options as the page keeps them: those that differ from pprof's defaults. */
export type ViewOptions = Partial<Omit<ReportOptions, 'timeZone'>>;

/** One view, asked for in full: the worker keeps profiles, and nothing else, from one question to the next. */
export interface ViewRequest {
  /** Keys under which the profiles were opened. */
  readonly profile: string;
  readonly base: string | null;
  /** Scale the profile to the base before comparing. */
  readonly normalize: boolean;
  readonly options: ViewOptions;
  readonly view: ViewQuestion;
}

export type ViewQuestion =
  | { readonly kind: 'top' }
  | { readonly kind: 'waits' }
  | { readonly kind: 'flame'; readonly inverted: boolean; readonly pivot: string }
  | { readonly kind: 'graph' }
  /** Without a pattern, the function with the largest flat value. */
  | { readonly kind: 'peek'; readonly pattern: string }
  | { readonly kind: 'source'; readonly pattern: string; readonly texts: Readonly<Record<string, SourceText>> }
  | { readonly kind: 'traces'; readonly limit: number; readonly search: string }
  | { readonly kind: 'tags' }
  | { readonly kind: 'raw' };

export type ViewKind = ViewQuestion['kind'];

/** A source file, or why it cannot be had. */
export type SourceText = { readonly text: string } | { readonly why: string };

/** What every answer tells beside its own. */
export interface AnswerHead {
  readonly sampleType: SampleType;
  /** What percentages are of. */
  readonly total: number;
  /** The unit to show values in: pprof's choice for the whole report. */
  readonly outputUnit: string;
  readonly isDifference: boolean;
  readonly warnings: readonly Warning[];
}

/** A value before and after, of a comparison. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** One line of Top: a function, with what it allocated itself (flat) and with all that it called (cum). */
export interface TopRow {
  /** As printed: by the granularity, a function, a line of one, a file. */
  readonly name: string;
  /** What a selection of this row names. */
  readonly functionName: string;
  /** Its file; empty when unknown, or when functions of this name stand in several files. */
  readonly file: string;
  readonly flat: number;
  readonly cum: number;
  readonly inline: Inlining;
  /** Only in a comparison. */
  readonly change?: { readonly flat: BeforeAfter; readonly cum: BeforeAfter };
}

export interface TopAnswer extends AnswerHead {
  readonly kind: 'top';
  readonly rows: readonly TopRow[];
  /** Functions that trimming left out. */
  readonly dropped: number;
}

export interface WaitFrame {
  readonly name: string;
  readonly file: string;
  /** 0 when the profile does not say. */
  readonly line: number;
}

/** All that waits at one line of the program, or was held up by it. */
export interface WaitGroup {
  readonly culprit: WaitFrame;
  /** Of the sample type on show. */
  readonly value: number;
  /** One for each of the profile's sample types. */
  readonly values: readonly number[];
  /** How many for how long, from young to old; empty when the profile does not say. */
  readonly ages: readonly { readonly name: string; readonly value: number }[];
  readonly states: readonly string[];
  /** The largest ones, leaf first. */
  readonly stacks: readonly { readonly value: number; readonly frames: readonly WaitFrame[] }[];
  readonly stackCount: number;
}

export interface WaitsAnswer extends AnswerHead {
  readonly kind: 'waits';
  readonly types: readonly SampleType[];
  /** The largest ones. */
  readonly groups: readonly WaitGroup[];
  readonly groupCount: number;
}

export interface FlameAnswer extends AnswerHead {
  readonly kind: 'flame';
  /** Callees below their callers; with a pivot, below the pivot. */
  readonly callees: FlameLayout | null;
  /** Callers below their callees: the inverted graph, or what stands above the pivot. */
  readonly callers: FlameLayout | null;
  /** Values can be negative: in a comparison, and in one profile that is what is left of another. */
  readonly isSigned: boolean;
  readonly pivot: string;
}

export interface GraphBox {
  readonly name: string;
  readonly functionName: string;
  readonly flat: number;
  readonly cum: number;
  readonly change?: TopRow['change'];
}

export interface GraphArrow {
  /** Places in `boxes`; -1 for a node that is not drawn. */
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

export interface GraphAnswer extends AnswerHead {
  readonly kind: 'graph';
  readonly dot: string;
  readonly boxes: readonly GraphBox[];
  readonly arrows: readonly GraphArrow[];
}

export interface PeekLink {
  readonly name: string;
  readonly functionName: string;
  readonly weight: number;
  readonly inline: boolean;
}

export interface PeekRow {
  readonly name: string;
  readonly flat: number;
  readonly cum: number;
  readonly callers: readonly PeekLink[];
  readonly callees: readonly PeekLink[];
}

export interface PeekAnswer extends AnswerHead {
  readonly kind: 'peek';
  readonly pattern: string;
  readonly rows: readonly PeekRow[];
  readonly matched: number;
}

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  readonly flat: number;
  readonly cum: number;
  readonly inlined: readonly { readonly name: string; readonly place: string; readonly value: number }[];
}

export interface SourceRoutine {
  readonly name: string;
  /** Empty when the profile does not say. */
  readonly file: string;
  readonly flat: number;
  readonly cum: number;
  readonly lines: readonly SourceLine[];
  /** Why there are no lines, as who looked for the file said. */
  readonly why: string | null;
}

export interface SourceAnswer extends AnswerHead {
  readonly kind: 'source';
  readonly pattern: string;
  readonly routines: readonly SourceRoutine[];
  readonly matched: number;
  /** Files that the profile names and that were not among the texts given. */
  readonly missing: readonly string[];
}

export interface ShownTrace {
  readonly value: number;
  readonly labels: readonly string[];
  /** Leaf first. */
  readonly frames: readonly { readonly name: string; readonly functionName: string; readonly inline: boolean }[];
}

export interface TracesAnswer extends AnswerHead {
  readonly kind: 'traces';
  /** The largest ones. */
  readonly traces: readonly ShownTrace[];
  readonly matched: number;
  readonly count: number;
}

export interface TagsAnswer extends AnswerHead {
  readonly kind: 'tags';
  readonly keys: readonly {
    readonly key: string;
    readonly total: number;
    readonly values: readonly {
      readonly name: string;
      readonly value: number;
      /** What tagfocus has to be, to leave only samples with this one. */
      readonly filter: string;
    }[];
    readonly valueCount: number;
  }[];
}

export interface RawAnswer extends AnswerHead {
  readonly kind: 'raw';
  readonly text: string;
  readonly lineCount: number;
  /** The text is only the beginning. */
  readonly isCut: boolean;
}

export type ViewAnswer =
  | TopAnswer
  | WaitsAnswer
  | FlameAnswer
  | GraphAnswer
  | PeekAnswer
  | SourceAnswer
  | TracesAnswer
  | TagsAnswer
  | RawAnswer;

/** Why there is no answer; `detail` is the engine's own message. */
export interface Failure {
  readonly code: ProfileErrorCode | OptionErrorCode | 'unknown-profile' | 'crashed';
  readonly detail: string;
}

export type Phase = 'unpack' | 'decode' | 'combine' | 'report';

export type ToWorker =
  | { readonly kind: 'open'; readonly job: number; readonly profile: string; readonly file: Blob }
  | { readonly kind: 'ask'; readonly job: number; readonly request: ViewRequest }
  | { readonly kind: 'forget'; readonly profile: string };

export type FromWorker =
  | { readonly kind: 'progress'; readonly job: number; readonly phase: Phase; readonly fraction: number | null }
  | { readonly kind: 'opened'; readonly job: number; readonly summary: Summary }
  | { readonly kind: 'answer'; readonly job: number; readonly answer: ViewAnswer }
  | { readonly kind: 'failed'; readonly job: number; readonly failure: Failure };
