import type { Frame } from '../profile-builder.ts';
import { sourcePath } from '../source-path.ts';

/** As deep as the heap profiler's. */
const STACK_DEPTH = 64;
/** As V8 names our files, and as it does where a tool (vitest) loaded them. */
const US = new URL('../', import.meta.url).href;
const US_AS_PATH = sourcePath(US);

/**
 * The stack of the caller as plain strings and numbers, leaf first, callers beyond an `await` included. Frames of the
 * diagnostics are left out. (V8's own CallSites would keep alive what they point to.) Measured 12 µs.
 */
export function captureStack(): Frame[] {
  return readStack(captureStack, framesOf);
}

/**
 * The stack of the async function that is about to wait, from within the hook that V8 calls for it; `null` if it is
 * none of the app's: a built-in (`then`, `race`), the diagnostics, or Node itself without the app as its caller.
 */
export function captureAwait(hook: (...args: never[]) => unknown): Frame[] | null {
  return readStack(hook, (sites) => {
    const leaf = sites[0]?.getFileName() ?? '';
    // Code from `eval` has no file either, but a line.
    const isBuiltIn = leaf === '' && (sites[0]?.getLineNumber() ?? null) === null;
    if (isBuiltIn || isOurs(leaf)) return null;
    const frames = framesOf(sites);
    return frames.some(({ file }) => !isOfNode(file)) ? frames : null;
  });
}

/** @param below the function whose callers are wanted. @param convert must not let a CallSite out. */
function readStack<Stack>(below: (...args: never[]) => unknown, convert: (sites: NodeJS.CallSite[]) => Stack): Stack {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  let found: { readonly stack: Stack } | undefined;
  try {
    Error.stackTraceLimit = STACK_DEPTH;
    Error.prepareStackTrace = (_error, sites) => void (found = { stack: convert(sites) });
    Error.captureStackTrace(holder, below);
    // Made at the first reading, by the function set above; not while the app's own is at work, where V8 calls no other.
    void holder.stack;
    return found === undefined ? convert([]) : found.stack;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function framesOf(sites: readonly NodeJS.CallSite[]): Frame[] {
  const frames: Frame[] = [];
  for (const site of sites) {
    const frame = frameOf(site);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

function isOurs(file: string): boolean {
  return file.startsWith(US) || file.startsWith(US_AS_PATH);
}

/** Files of Node's own, and built-ins, which have none. */
function isOfNode(file: string): boolean {
  return file === '' || file.startsWith('node:');
}

/**
 * Path of a module of the app's, `null` for one of ours. To work it out takes 25 times as long as to look it up. Modules
 * stay until the process ends, so this cannot grow beyond them.
 */
const modules = new Map<string, string | null>();

function pathOf(file: string): string | null {
  if (!file.startsWith('file:')) return isOurs(file) ? null : file;
  let path = modules.get(file);
  if (path === undefined) modules.set(file, (path = isOurs(file) ? null : sourcePath(file)));
  return path;
}

function frameOf(site: NodeJS.CallSite): Frame | null {
  const file = pathOf(site.getFileName() ?? '');
  if (file === null) return null;
  return {
    name: site.getFunctionName() ?? '(anonymous)',
    file,
    line: site.getLineNumber() ?? 0,
    // V8 does not say where the function was declared.
    startLine: 0,
  };
}
