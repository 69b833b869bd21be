import type { MainThread } from '../bridge.ts';
import type { Answer } from '../http/answer.ts';
import type { Parameters } from '../http/parameters.ts';
import type { Board } from '../board.ts';
import type { StallWatch } from '../stall-watch.ts';

/** The index must come even while the main thread is in a native call: it then comes without its numbers. */
export const PATIENCE_FOR_INDEX_MS = 200;

/** The process that the profiles are about. */
export interface Subject {
  readonly main: MainThread;
  /** What it tells without being asked. */
  readonly board: Board;
  /** `null`: nobody watches the event loop. */
  readonly stalls: StallWatch | null;
  /** Whether it notes who opens files and sockets. */
  readonly tracksFiles: boolean;
  readonly runId: string | null;
  /** Path of the program's first file, as profiles call it. */
  readonly program: string;
  /** As it was started: the Node, its flags, the program and its arguments. */
  readonly commandLine: readonly string[];
}

/** One entry of `/debug/pprof/`: a file of this folder, and a line in the table of `http/routes.ts`. */
export interface DebugProfile {
  /** Its path below `/debug/pprof/`. */
  readonly name: string;
  readonly words: {
    /** What it shows. */
    readonly what: string;
    /** What asking for it costs the process. */
    readonly cost: string;
    /** Whether one may ask a service that people depend on. */
    readonly safe: { readonly level: 'yes' | 'care' | 'no'; readonly why?: string };
  };
  /** How many entries it has, for the index; `null` if it is off, or where that is neither cheap nor known yet. */
  count?(subject: Subject): number | null | Promise<number | null>;
  /** @param gone aborted when nobody waits for the answer any more. */
  answer(parameters: Parameters, subject: Subject, gone: AbortSignal): Promise<Answer>;
}
