import type { ComponentChildren } from 'preact';

/**
 * Says aloud what comes to stand in it. It is there before its words: a live region that comes together with them is
 * often not heard.
 */
export function Spoken({ children }: { children: ComponentChildren }) {
  return <div role="status">{children}</div>;
}
