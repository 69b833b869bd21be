/** Ready means answered: both faces of the lab, the diagnostics with the id of the very process we started. */
import { setTimeout as delay } from 'node:timers/promises';
import { DiagnosticsClient } from './diagnostics-client.ts';
import { exchange } from './http-exchange.ts';
import type { LabProcess } from './lab-process.ts';

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'late'; readonly missing: 'service' | 'diagnostics' };

export interface ReadinessOptions {
  /** Path that answers 200 once the service is ready. */
  readonly readyPath: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const PROBE_EVERY_MS = 50;
/** A probe that hangs must not eat the whole time: the next one may find the service awake. */
const PROBE_TIMEOUT_MS = 2_000;

/** Rejects only when `signal` aborts. */
export async function waitUntilReady(child: LabProcess, options: ReadinessOptions): Promise<Readiness> {
  const deadline = performance.now() + options.timeoutMs;
  for (;;) {
    const [diagnostics, service] = await Promise.all([
      diagnosticsAnswer(child),
      serviceAnswers(child, options.readyPath),
    ]);
    options.signal?.throwIfAborted();
    if (!child.alive) return { kind: 'ended' };
    if (diagnostics && service) return { kind: 'ready' };
    if (performance.now() > deadline) return { kind: 'late', missing: diagnostics ? 'service' : 'diagnostics' };
    await delay(PROBE_EVERY_MS, undefined, { signal: options.signal });
  }
}

/** A stranger on the port may answer too, but not with our run's id. */
async function diagnosticsAnswer(child: LabProcess): Promise<boolean> {
  try {
    const stats = await new DiagnosticsClient(child.ports.debug).memstats({
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return stats.runId === child.runId && stats.pid === child.pid;
  } catch {
    return false;
  }
}

async function serviceAnswers(child: LabProcess, path: string): Promise<boolean> {
  try {
    const options = { port: child.ports.service, timeoutMs: PROBE_TIMEOUT_MS };
    return (await exchange({ method: 'GET', path }, options)).status === 200;
  } catch {
    return false;
  }
}
