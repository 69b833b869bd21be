/** From a file to a lab that answers, or to the reason why it does not. */
import type { Lab } from './catalog.ts';
import { deathOf } from './death.ts';
import { isIdle } from './idle.ts';
import { LabProcess, type Ports } from './lab-process.ts';
import { deathsDir, runDir } from './paths.ts';
import { freePort, nextFreePort } from './ports.ts';
import { waitUntilReady } from './readiness.ts';
import { reapOrphans } from './run-file.ts';
import type { Death } from './run.ts';
import { Turns } from './turns.ts';

export interface LaunchOptions {
  readonly scenario: Pick<Lab['scenario'], 'ceilingMiB' | 'readyPath' | 'diagnostics'>;
  readonly entry: string;
  /** Wished ports, the next free ones taken instead where they are not; `any`: whatever the system gives. */
  readonly ports: Ports | 'any';
  readonly signal?: AbortSignal | undefined;
  /** Id of the lab, if a last profile is wanted when it runs out of memory. That raises its ceiling a little, once. */
  readonly lastProfileOf?: string | undefined;
  readonly onLine?: ((stream: 'stdout' | 'stderr', line: string) => void) | undefined;
  readonly readyTimeoutMs?: number | undefined;
}

export type Launched =
  { readonly kind: 'ready'; readonly process: LabProcess } | { readonly kind: 'dead'; readonly death: Death };

/** A lab starts in half a second; this leaves room for a slow disk and a virus scanner on a busy machine. */
const READY_TIMEOUT_MS = 20_000;
/** Between finding a port free and binding it another process may be quicker; three times in a row it is not chance. */
const PORT_ATTEMPTS = 3;

let reaped: Promise<void> | null = null;

/** Ports found free for labs that have not bound them yet: two that start at the same time get different ones. */
const promised = new Set<number>();
const choosing = new Turns();

/** Rejects when `signal` aborts, with nothing left behind. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  // A net for what a killed owner left: if it tears, that is no reason not to start.
  await (reaped ??= reapOrphans(runDir()).catch(() => undefined));
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    const ports = await choosing.take(() => choosePorts(options.ports));
    const launched = await launchOn(ports, options).finally(() => release(ports));
    if (launched.kind === 'ready' || attempt === PORT_ATTEMPTS || !wasTooLate(launched.death, ports)) {
      return launched;
    }
  }
}

/** Whether a port that was found free was somebody else's by the time it was to be bound. */
function wasTooLate(death: Death, { service, debug }: Ports): boolean {
  return death.kind === 'port-taken' && (death.port === service || death.port === debug);
}

async function choosePorts(wished: Ports | 'any'): Promise<Ports> {
  const service = await nextFreePort(wished === 'any' ? await freePort() : wished.service, promised);
  promised.add(service);
  const debug = await nextFreePort(wished === 'any' ? await freePort() : wished.debug, promised);
  promised.add(debug);
  return { service, debug };
}

function release({ service, debug }: Ports): void {
  promised.delete(service);
  promised.delete(debug);
}

async function launchOn(ports: Ports, options: LaunchOptions): Promise<Launched> {
  const { scenario, entry, signal, lastProfileOf, onLine, readyTimeoutMs = READY_TIMEOUT_MS } = options;
  const { ceilingMiB, diagnostics } = scenario;
  const began = performance.now();
  const lastProfile = lastProfileOf === undefined ? undefined : { deathsDir: deathsDir(), slug: lastProfileOf };
  const child = await LabProcess.spawn({
    entry,
    ceilingMiB,
    diagnostics,
    ports,
    runDir: runDir(),
    lastProfile,
    onLine,
  });
  try {
    const readiness = await waitUntilReady(child, { readyPath: scenario.readyPath, timeoutMs: readyTimeoutMs, signal });
    if (readiness.kind === 'ready') return { kind: 'ready', process: child };
    const heldUp = readiness.kind === 'late' && readiness.missing === 'service' && (await isIdle(child)) === false;
    // What it started may outlive it: the end of the process is not yet the end of the tree.
    await child[Symbol.asyncDispose]();
    const exit = await child.ended;
    if (readiness.kind === 'ended') {
      return { kind: 'dead', death: deathOf(exit, { ceilingMiB: scenario.ceilingMiB, lastHeapUsed: null }) };
    }
    const afterMs = Math.round(performance.now() - began);
    const { missing } = readiness;
    const { stderr } = exit;
    const death: Death = heldUp ? { kind: 'stuck', afterMs } : { kind: 'not-ready', afterMs, missing, stderr };
    return { kind: 'dead', death };
  } catch (error) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
}
