/** A lab under supervision: start, load, measure, stop, and the story of it for whoever follows. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { t } from '#i18n/index.ts';
import type { Lab } from './catalog.ts';
import { Refusal, type HeapSnapshotStream } from './diagnostics-client.ts';
import { LabError } from './lab-error.ts';
import type { Ports } from './lab-process.ts';
import { launch } from './launch.ts';
import { RunCaptures } from './run-captures.ts';
import { RunHistory } from './run-history.ts';
import type {
  Capture,
  CaptureProfile,
  Death,
  EarlierLife,
  LabState,
  LoadProgress,
  Mark,
  MemorySample,
  RunEvent,
  Variant,
} from './run.ts';
import { Session } from './session.ts';
import type { Workspace } from './workspace.ts';

export interface LabRunOptions {
  readonly workspace: Workspace;
  /** Wished ports; the next free ones are taken where they are not. */
  readonly servicePort?: number | undefined;
  readonly debugPort?: number | undefined;
  /** Told of everything that happens, as long as the run lives. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

export interface RunSnapshot {
  readonly state: LabState;
  readonly samples: readonly MemorySample[];
  readonly marks: readonly Mark[];
  readonly load: LoadProgress | null;
  readonly captures: readonly Capture[];
  readonly before: EarlierLife | null;
}

export interface CaptureWish {
  readonly profile: CaptureProfile;
  /** How long to record; 0 reads what is there. A CPU profile and a trace need some. */
  readonly seconds: number;
  /** Nobody waits for it any more: the process stops recording. */
  readonly signal?: AbortSignal;
}

export interface Captured {
  readonly capture: Capture;
  readonly bytes: Uint8Array;
}

const compressed = promisify(gzip);

/** Go's habits: the service on 8080, its diagnostics on 6060. */
const SERVICE_PORT = 8080;
const DEBUG_PORT = 6060;

export class LabRun implements AsyncDisposable {
  readonly lab: Lab;
  readonly captures: RunCaptures;
  readonly #workspace: Workspace;
  readonly #history = new RunHistory();
  #ports: Ports;
  #variant: Variant = 'mine';
  /** Fingerprint of the code that runs, or ran last. */
  #code = '';
  #starting: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  #session: Session | null = null;
  #halting: Promise<boolean> | null = null;
  #disposed = false;

  constructor(lab: Lab, options: LabRunOptions) {
    this.lab = lab;
    this.#workspace = options.workspace;
    if (options.onEvent) this.#history.follow(options.onEvent);
    this.captures = new RunCaptures(options.workspace.profilesDir(lab), this.#history);
    this.#ports = { service: options.servicePort ?? SERVICE_PORT, debug: options.debugPort ?? DEBUG_PORT };
  }

  get state(): LabState {
    return this.#history.state;
  }

  /** Resolves when the lab is ready or dead, or was stopped in between. @throws {LabError} `busy` unless at rest. */
  start(variant: Variant): Promise<LabState> {
    return this.#start(variant, 'start');
  }

  /** Stops what runs and starts it again, whatever state it was in. */
  async restart(): Promise<LabState> {
    await this.#halt();
    return this.#start(this.#variant, 'restart');
  }

  /** Resolves once nothing of the lab is left. Does nothing to a lab at rest. */
  async stop(): Promise<void> {
    if (await this.#halt()) this.#history.mark('stop');
  }

  /**
   * @param requests how many; omitted, the scenario's burst; `null`, until stopped or the lab dies.
   * @throws {LabError} `not-running`, or `busy` when a load is already on its way.
   */
  startLoad(requests: number | null = this.lab.scenario.load.burst): void {
    const session = this.#living();
    if (session.loading) throw new LabError('busy');
    this.#history.mark('load-start');
    void session
      .load(requests, (load) => this.#history.record({ type: 'load', load }))
      .finally(() => {
        this.#history.record({ type: 'load', load: null });
        this.#history.mark('load-end');
      });
  }

  /** Does nothing when there is no load. */
  stopLoad(): void {
    this.#session?.stopLoad();
  }

  /** Full GCs, then a reading: the floor that only live objects make. @throws {LabError} */
  async gc(): Promise<MemorySample> {
    const session = this.#living();
    const sample = await session.gc().catch((cause: unknown) => {
      throw new LabError('no-answer', { cause });
    });
    this.#history.mark('gc');
    return sample;
  }

  /** The heap profile, after a GC. @throws {LabError} */
  captureHeap(): Promise<Captured> {
    return this.capture({ profile: 'heap', seconds: 0 });
  }

  /** A profile as the gzipped file that `go tool pprof` reads, or a trace as a gzipped JSON file. @throws {LabError} */
  async capture({ profile, seconds, signal }: CaptureWish): Promise<Captured> {
    const session = this.#living();
    const facts = { profile, variant: this.#variant, code: this.#code, ...(seconds > 0 && { seconds }) };
    const answer = await session.profile(profile, seconds, signal).catch(captureFailed);
    const bytes = profile === 'trace' ? await compressed(answer) : answer;
    const capture = await this.captures.keep(bytes, { ...facts, takenAt: Date.now() });
    this.#history.mark('capture');
    return { capture, bytes };
  }

  /** Every object of the heap and who holds it. @throws {LabError} */
  heapSnapshot(signal: AbortSignal): Promise<HeapSnapshotStream> {
    return this.#living().heapSnapshot(signal).catch(captureFailed);
  }

  snapshot(): RunSnapshot {
    const { state, samples, marks, load, before } = this.#history;
    return { state, samples, marks, load, captures: this.captures.list, before };
  }

  /** Calls back for every event from now on; dispose of the answer to stop. */
  follow(listener: (event: RunEvent) => void): Disposable {
    return this.#history.follow(listener);
  }

  /** Stops for good: a restart that waits for the end finds that there is no next start. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    return this.stop();
  }

  async #start(variant: Variant, mark: 'start' | 'restart'): Promise<LabState> {
    if (this.#disposed) throw new LabError('not-running');
    if (this.state.kind !== 'stopped' && this.state.kind !== 'dead') throw new LabError('busy');
    this.#variant = variant;
    this.#setState({ kind: 'starting', variant, since: Date.now() });
    const abort = new AbortController();
    const done = this.#launch(variant, mark, abort.signal);
    this.#starting = { abort, done: done.catch(() => undefined) };
    try {
      await done;
    } catch (error) {
      if (!abort.signal.aborted) {
        this.#setState({ kind: 'stopped' });
        throw error;
      }
      // Stopped while starting: whoever stops it says so.
      await this.#halting;
    } finally {
      this.#starting = null;
    }
    return this.state;
  }

  async #launch(variant: Variant, mark: 'start' | 'restart', signal: AbortSignal): Promise<void> {
    const entry = await this.#workspace.entry(this.lab, variant);
    this.#code = await this.#workspace.fingerprint(this.lab, variant);
    this.#history.begin({ variant, code: this.#code }, mark);
    const launched = await launch({
      scenario: this.lab.scenario,
      entry,
      ports: this.#ports,
      signal,
      lastProfileOf: this.lab.slug,
      onLine: (stream, line) => this.#history.record({ type: 'output', stream, line }),
    });
    if (launched.kind === 'dead') {
      await this.captures.keepLastOf(launched.death, { variant, code: this.#code });
      return this.#die(variant, launched.death);
    }
    const { process } = launched;
    // A restart comes back to the same addresses, even if the wished ones have become free.
    this.#ports = process.ports;
    const session = new Session({
      process,
      scenario: this.lab.scenario,
      onSample: (sample) => this.#history.record({ type: 'sample', sample }),
    });
    this.#session = session;
    this.#setState({
      kind: 'ready',
      variant,
      since: Date.now(),
      code: this.#code,
      pid: process.pid,
      addresses: {
        service: `http://127.0.0.1:${process.ports.service}`,
        diagnostics: `http://127.0.0.1:${process.ports.debug}/debug/pprof/`,
      },
    });
    void this.#bury(session, variant);
  }

  async #bury(session: Session, variant: Variant): Promise<void> {
    const death = await session.death;
    await session[Symbol.asyncDispose]();
    await this.captures.keepLastOf(death, { variant, code: this.#code });
    // Stopped while we cleaned up: then it is stopped, not dead.
    if (this.#session !== session) return;
    this.#session = null;
    this.#die(variant, death);
  }

  /** Whether there was something to halt. Callers at the same time share one halt. */
  #halt(): Promise<boolean> {
    this.#halting ??= this.#haltOnce().finally(() => (this.#halting = null));
    return this.#halting;
  }

  async #haltOnce(): Promise<boolean> {
    if (this.state.kind === 'stopped' || this.state.kind === 'dead') return false;
    this.#setState({ kind: 'stopping', variant: this.#variant });
    this.#starting?.abort.abort();
    await this.#starting?.done;
    const session = this.#session;
    this.#session = null;
    await session?.[Symbol.asyncDispose]();
    this.#setState({ kind: 'stopped' });
    return true;
  }

  #die(variant: Variant, death: Death): void {
    this.#history.mark('crash');
    this.#setState({ kind: 'dead', variant, at: Date.now(), death });
  }

  #living(): Session {
    if (this.#session === null) throw new LabError('not-running');
    return this.#session;
  }

  #setState(state: LabState): void {
    this.#history.record({ type: 'state', state });
  }
}

/** With the process's own reason, where it gave one. */
function captureFailed(cause: unknown): never {
  throw new LabError('capture-failed', {
    cause,
    ...(cause instanceof Refusal && { message: t.lab.captureRefused(cause.reason) }),
  });
}
