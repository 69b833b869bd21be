/**
 * The server's API as types, for the browser. Every path is below `/api`, same origin, with the session cookie.
 *
 * | method and path | body → answer |
 * | --- | --- |
 * | GET  /session | → {@link SessionInfo} |
 * | GET  /labs | → {@link LabSummary}[] |
 * | GET  /labs/:id | → {@link LabDetail} |
 * | POST /labs/:id/start | {@link StartRequest} → 202 |
 * | POST /labs/:id/stop · /restart · /gc | → 202 |
 * | POST /labs/:id/load | {@link LoadRequest} → 202 |
 * | DELETE /labs/:id/load | → 202 |
 * | GET  /labs/:id/events | → text/event-stream of {@link LabEvent} (`data:` is its JSON) |
 * | GET  /labs/:id/files | → {@link FileInfo}[] |
 * | GET  /labs/:id/files/:name?variant= | → {@link FileContent} |
 * | PUT  /labs/:id/files/:name | {@link SaveRequest} → {@link FileContent}; 409 `file-changed` on a stale version |
 * | POST /labs/:id/files/:name/reset | → {@link ResetAnswer} |
 * | POST /labs/:id/captures | {@link CaptureRequest} → 201 {@link Capture}, once it has been recorded |
 * | GET  /labs/:id/captures | → {@link Capture}[] |
 * | GET  /labs/:id/captures/:captureId | → the gzipped file |
 * | PUT  /labs/:id/captures/:captureId/name | {@link RenameRequest} → {@link Capture} |
 * | DELETE /labs/:id/captures/:captureId | → 204 |
 * | POST /labs/:id/heap-snapshot | → the `.heapsnapshot` of the moment, streamed, never kept |
 * | POST /labs/:id/verdict | {@link VerdictRequest} → 202; progress and result come as events |
 * | GET  /labs/:id/profiles?path= | → a `.pb.gz` that the learner saved; a path from the lab's folder in the workspace |
 * | GET  /labs/:id/terminals | → {@link TerminalInfo}[] |
 * | POST /labs/:id/terminals | → 201 {@link TerminalInfo} |
 * | GET  /labs/:id/terminals/:terminalId | → {@link TerminalInfo} |
 * | DELETE /labs/:id/terminals/:terminalId | → 204; ends what runs in it |
 * | POST /remote-profile | {@link RemoteProfileRequest} → a profile, as the process gave it |
 * | GET  /offered | → {@link OfferedProfiles}: what `pprof -http` was started with |
 * | GET  /offered/profile · /offered/base | → the profile |
 * | GET  /offered/source?file= | → {@link OfferedSource}; only files that the profile names |
 *
 * A terminal is shown through a WebSocket: src/server/terminal/protocol.ts.
 * | GET  /progress | → {@link ProgressAnswer} |
 * | PUT  /progress/step | {@link StepRequest} → {@link ProgressAnswer} |
 * | PUT  /progress/last | {@link LastPlaceRequest} → 204 |
 * | GET  /progress/file | → the progress as one file |
 * | POST /progress/file | such a file → {@link ProgressAnswer}: both, merged |
 *
 * Every failure is {@link ApiError} with its status; `message` is Portuguese and ready to be shown.
 */
import type {
  Capture,
  CaptureProfile,
  EarlierLife,
  LabState,
  LoadProgress,
  MemorySample,
  Mark,
  RunEvent,
  Variant,
} from '#lab/run.ts';
import type { Route } from '#lab/scenario.ts';
import type { Diagnosis, Verdict, VerdictProgress } from '#lab/judgement.ts';
import type { LessonProgress, Progress, Step } from '#lab/progress.ts';

export type * from '#lab/run.ts';
export type * from '#lab/judgement.ts';
export type { LastPlace, LessonProgress, Progress, Step } from '#lab/progress.ts';
export type * from './terminal/protocol.ts';
export type { ContractCheck, Route } from '#lab/scenario.ts';

export interface SessionInfo {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
}

export interface LabSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly state: LabState['kind'];
}

export interface LabDetail {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly ceilingMiB: number;
  readonly routes: readonly Route[];
  readonly burst: number;
  readonly hints: readonly string[];
  readonly evidence: {
    readonly profile: CaptureProfile;
    readonly function: string;
    readonly file: string;
    readonly sampleType: string;
    /** Constructor to begin with in a heap snapshot, where the lab has one. */
    readonly constructorName: string | null;
  };
  readonly symptom: { readonly words: string; readonly grows: readonly string[]; readonly flat: readonly string[] };
  /** Which of the profilers that are not always on run in this lab's process. */
  readonly profilers: { readonly promises: boolean; readonly external: boolean; readonly fd: boolean };
}

export interface StartRequest {
  readonly variant: Extract<Variant, 'mine' | 'original' | 'solution'>;
}
export interface LoadRequest {
  /** Omitted: the scenario's burst. `null`: until stopped or the lab dies. */
  readonly requests?: number | null;
}
/** With an empty body: the heap as it is. */
export interface CaptureRequest {
  readonly profile: CaptureProfile;
  /** How long to record; 0 reads what is there. */
  readonly seconds: number;
}
export interface VerdictRequest {
  readonly variant: Extract<Variant, 'mine' | 'original' | 'solution'>;
  /** What the learner says it is; scored apart from the fix. */
  readonly diagnosis?: Diagnosis | undefined;
}

/** A verdict, and the fingerprint of the code that it is on. */
export type GivenVerdict = Verdict & { readonly code: string };

export interface RenameRequest {
  /** Empty takes the name away. */
  readonly name: string;
}

export interface FileInfo {
  readonly name: string;
  readonly variants: readonly Extract<Variant, 'mine' | 'original' | 'solution'>[];
}
export interface FileContent {
  readonly name: string;
  readonly variant: Extract<Variant, 'mine' | 'original' | 'solution'>;
  readonly content: string;
  /** SHA-256 of the content: sent back on save, so that nobody's edit is lost. */
  readonly version: string;
  /** Fingerprint of the variant's whole code as it is with this file: that of a run, a capture, a verdict of it. */
  readonly code: string;
}
export interface SaveRequest {
  readonly content: string;
  readonly baseVersion: string;
}
export interface ResetAnswer {
  readonly file: FileContent;
  /** Name of the dated copy that keeps what was there; null when it equalled the original. */
  readonly keptAs: string | null;
}

export interface ProgressAnswer {
  readonly progress: Progress;
  /** Name under which a file that could not be read was kept aside, just now. */
  readonly keptAside: string | null;
}
export interface StepRequest {
  readonly lesson: string;
  readonly step: Step;
  readonly done: boolean;
}
export interface LastPlaceRequest {
  readonly lesson: string;
  readonly step: Step | null;
}

/** A profile of a process on this machine. */
export interface RemoteProfileRequest {
  /** `http://127.0.0.1:6060/debug/pprof/heap`, or without the scheme. */
  readonly url: string;
  /** How long it shall record; 0 leaves it to the process. */
  readonly seconds: number;
}

/** File names of the profiles that the command line offers; null where there is none. */
export interface OfferedProfiles {
  readonly names: { readonly profile: string | null; readonly base: string | null };
}

/** A source file, or why it cannot be had. */
export type OfferedSource = { readonly text: string } | { readonly why: string };

/** First on every connection, so that a reload loses nothing: the state and the last minutes of the run. */
export interface Snapshot {
  readonly type: 'snapshot';
  readonly state: LabState;
  readonly samples: readonly MemorySample[];
  readonly marks: readonly Mark[];
  readonly load: LoadProgress | null;
  readonly captures: readonly Capture[];
  readonly before: EarlierLife | null;
  readonly verdict: GivenVerdict | null;
  readonly judging: VerdictProgress | null;
}

export type LabEvent =
  | Snapshot
  | RunEvent
  | { readonly type: 'verdict-progress'; readonly progress: VerdictProgress }
  | { readonly type: 'verdict'; readonly verdict: GivenVerdict }
  /** A step of this lab's lesson was done, or taken back. */
  | { readonly type: 'progress'; readonly lesson: LessonProgress }
  /** The judge itself failed: nothing was found out about the code, and no verdict will follow. */
  | { readonly type: 'verdict-failed'; readonly error: ApiError['error'] };

export type ErrorCode =
  | 'no-session'
  | 'stale-link'
  | 'bad-host'
  | 'bad-origin'
  | 'bad-request'
  | 'unknown-lab'
  | 'unknown-file'
  | 'unknown-capture'
  | 'unknown-terminal'
  | 'unknown-profile'
  | 'file-changed'
  | 'too-large'
  | 'not-running'
  | 'no-answer'
  | 'busy'
  | 'too-many-labs'
  | 'too-many-followers'
  | 'too-many-terminals'
  | 'capture-failed'
  | 'bad-profile-address'
  | 'profile-refused'
  | 'profile-no-answer'
  | 'not-found'
  | 'internal';

export interface ApiError {
  readonly error: { readonly code: ErrorCode; readonly message: string };
}
