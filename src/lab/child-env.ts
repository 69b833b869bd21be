import type { DiagnosticsWish } from './scenario.ts';

/**
 * The environment of a lab's process: a short list of what programs cannot do without. Tokens and passwords of the
 * learner's shell stay out of it, and so does NODE_OPTIONS, which could lift the memory ceiling.
 */
const passedOn = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  // Windows: sockets need SystemRoot, temporary files need TEMP, and the spelling of Path varies.
  'Path',
  'SystemRoot',
  'windir',
  'TEMP',
  'TMP',
  'USERPROFILE',
  // Ours, for whoever wants a heap snapshot of the end too.
  'VAZOU_DEATH_SNAPSHOT',
];

export interface ChildIdentity {
  readonly runId: string;
  /** The process that the child must not outlive. */
  readonly ownerPid: number;
  readonly runFile: string;
  /** Where it leaves a last profile when it runs out of memory; `undefined`: nowhere. */
  readonly deathFolder?: string | undefined;
}

/**
 * The heap profiler's sampling interval, in bytes. A leak of 20 MB is then told within some 8 %, and the load of a lab
 * pays less than 5 % for it; at 32 KiB it is 4 % and twice the price.
 */
const HEAP_INTERVAL = 128 * 1024;

/** A person notices a tenth of a second, and a garbage collection of a small heap takes less than this. */
export const BLOCK_THRESHOLD_MS = 50;

export function childEnv(
  ports: { readonly service: number; readonly debug: number },
  identity: ChildIdentity,
  wish: DiagnosticsWish = {},
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = passedOn.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]] as const]));
  return {
    ...Object.fromEntries(kept),
    PORT: String(ports.service),
    VAZOU_DEBUG_PORT: String(ports.debug),
    VAZOU_HEAP_INTERVAL: String(HEAP_INTERVAL),
    VAZOU_BLOCK_THRESHOLD: String(BLOCK_THRESHOLD_MS),
    ...(wish.promises === 'all' && { VAZOU_PROMISE_INTERVAL: '1' }),
    ...(wish.external !== undefined && { VAZOU_EXTERNAL_INTERVAL: String(wish.external) }),
    ...(wish.fd && { VAZOU_FD: '1' }),
    ...(identity.deathFolder !== undefined && { VAZOU_DEATH_DIR: identity.deathFolder }),
    VAZOU_RUN_ID: identity.runId,
    VAZOU_OWNER_PID: String(identity.ownerPid),
    VAZOU_RUN_FILE: identity.runFile,
  };
}
