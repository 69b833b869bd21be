import type { InterruptedStack } from '../agent.ts';
import { board } from './board.ts';
import { captureStack } from './stack.ts';

/** What ran when the worker's question came in between: empty if it was nothing, and the event loop served it. */
export function interruptedStack(): InterruptedStack {
  const stack = captureStack();
  // The expression that asks is a script of its own, without a name, and stands on what it interrupted.
  if (stack[0]?.file === '') stack.shift();
  return { stack, beat: String(board.beat) };
}
