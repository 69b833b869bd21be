/** Tells a service whose main thread is held up from one that waits for what never comes. */
import { setTimeout as delay } from 'node:timers/promises';
import { DiagnosticsClient } from './diagnostics-client.ts';

const WATCH_MS = 400;
/** A loop gets a tenth of a core even on a crowded machine; a service that only waits takes half a per cent. */
const IDLE_SHARE = 0.03;

/** Whether the main thread of the process at that debug port has nothing to do; `null` when nobody tells. */
export async function isIdle(debugPort: number): Promise<boolean | null> {
  const diagnostics = new DiagnosticsClient(debugPort);
  const spent = async (): Promise<number | null> => (await diagnostics.memstats()).mainCpu ?? null;
  try {
    const before = await spent();
    await delay(WATCH_MS);
    const after = await spent();
    return before === null || after === null ? null : (after - before) / 1_000 < WATCH_MS * IDLE_SHARE;
  } catch {
    return null;
  }
}
