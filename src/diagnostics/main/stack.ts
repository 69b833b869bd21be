import { fileURLToPath } from 'node:url';
import type { Frame } from '../profile-builder.ts';

/** As deep as the heap profiler's. */
const STACK_DEPTH = 64;
const US = new URL('../', import.meta.url).href;

/**
 * The stack of the caller as plain strings and numbers, leaf first, callers beyond an `await` included. Frames of the
 * diagnostics are left out. (V8's own CallSites would keep alive what they point to.) Measured 12 µs.
 */
export function captureStack(): Frame[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = STACK_DEPTH;
    Error.prepareStackTrace = (_error, sites) => sites.map(frameOf).filter((frame) => frame !== null);
    Error.captureStackTrace(holder, captureStack);
    // Made at the first reading, by the function set above.
    return holder.stack as Frame[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function frameOf(site: NodeJS.CallSite): Frame | null {
  const file = site.getFileName() ?? '';
  if (file.startsWith(US)) return null;
  return {
    name: site.getFunctionName() ?? '(anonymous)',
    file: file.startsWith('file:') ? fileURLToPath(file) : file,
    line: site.getLineNumber() ?? 0,
    // V8 does not say where the function was declared.
    startLine: 0,
  };
}
