import { Session, type NodeTracing } from 'node:inspector';
import { ask } from './ask.ts';
import { cpuProfiler, CpuProfilerBusy, type CpuRecording } from './cpu-profiler.ts';

/** Kept from the start: an app under test may put a fake clock in its place. */
const now = performance.now.bind(performance);
/** Longer than anybody waits for an answer. */
const KEPT_MS = 10_000;

/** One event in the format of chrome://tracing. Times are microseconds of the monotonic clock. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  /** Kind: `B`egin, `E`nd, `X` for both in one, `M` for what is said of a thread, and more. */
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface TraceRecording {
  /** What Node and V8 noted of themselves. */
  readonly events: readonly TraceEvent[];
  /** What ran in between; `null` if somebody else had the CPU profiler. */
  readonly cpu: CpuRecording | null;
}

/** Somebody else is recording. The text is Go's. */
export class TracerBusy extends Error {
  override readonly name = 'TracerBusy';

  constructor() {
    super('tracing is already enabled');
  }
}

/**
 * Turns of the event loop, timers, requests, files, promises, collections: about 1 MB a second of busy traffic. V8's
 * details of a collection (`disabled-by-default-v8.gc`) would be fifteen events for each, and are left out.
 */
const CATEGORIES = [
  'node.async_hooks',
  'node.dns.native',
  'node.environment',
  'node.fs.async',
  'node.fs.sync',
  'node.http',
  'node.net.native',
  'node.perf',
  'v8',
];

/**
 * Node's own trace events, with the CPU profiler's samples to fill what lies between them. One at a time.
 *
 * The session is this thread's own: one from the worker gets no event while this thread is busy, and holds up
 * `process.exit()`. Here all events come as soon as `NodeTracing.stop` has been asked for, in an endless loop too, but
 * for one thing: within an answer to the inspector no other message is delivered. So an interrupt that stops the trace
 * has to return, and a second one takes it.
 */
class Tracer {
  #recording: Recording | null = null;

  /** @throws {TracerBusy} */
  start(): void {
    if (this.#recording !== null && isAbandoned(this.#recording)) this.take();
    if (this.#recording !== null) throw new TracerBusy();
    const session = new Session();
    session.connect();
    const recording: Recording = { session, events: [], withCpu: false, cpu: null, state: 'on', completeAt: 0 };
    session.on('NodeTracing.dataCollected', ({ params: { value } }: Message) => {
      for (const event of value) recording.events.push(event as TraceEvent);
    });
    session.on('NodeTracing.tracingComplete', () => {
      recording.state = 'complete';
      recording.completeAt = now();
    });
    try {
      ask(session, 'NodeTracing.start', { traceConfig: { includedCategories: CATEGORIES } });
      recording.withCpu = startCpu();
      this.#recording = recording;
    } catch (error) {
      session.disconnect();
      throw error;
    }
  }

  /** Ends the recording, and says whether there was one. */
  stop(): boolean {
    const recording = this.#recording;
    if (recording === null) return false;
    if (recording.state !== 'on') return true;
    recording.state = 'stopped';
    if (recording.withCpu) recording.cpu = cpuProfiler.stop();
    ask(recording.session, 'NodeTracing.stop');
    return true;
  }

  /** What was recorded; `null` while some of it is still to come. After that another one may start. */
  take(): TraceRecording | null {
    const recording = this.#recording;
    if (recording?.state !== 'complete') return null;
    this.#recording = null;
    recording.session.disconnect();
    return { events: recording.events, cpu: recording.cpu };
  }
}

interface Recording {
  readonly session: Session;
  readonly events: TraceEvent[];
  withCpu: boolean;
  cpu: CpuRecording | null;
  state: 'on' | 'stopped' | 'complete';
  completeAt: number;
}

/** Who asked for it gave up meanwhile. */
const isAbandoned = ({ state, completeAt }: Recording): boolean => state === 'complete' && now() - completeAt > KEPT_MS;

type Message = { readonly params: NodeTracing.DataCollectedEventDataType };

function startCpu(): boolean {
  try {
    cpuProfiler.start();
    return true;
  } catch (error) {
    if (error instanceof CpuProfilerBusy) return false;
    throw error;
  }
}

/** The one of this thread. */
export const tracer = new Tracer();
