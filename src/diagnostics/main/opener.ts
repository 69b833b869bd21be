import type { Frame } from '../profile-builder.ts';
import { captureStack } from './stack.ts';

/** The stack of whoever asked Node to open something: without Node's own calls at its end, if the app is on it at all. */
export function captureOpener(): Frame[] {
  const stack = captureStack();
  const first = stack.findIndex(({ file }) => file !== '' && !file.startsWith('node:'));
  return first === -1 ? stack : stack.slice(first);
}
