import type { Capture } from '#server/contract.ts';
import { t } from '#i18n/index.ts';

/** The learner's name for it, or else its id; and where it comes from. */
export function captureTitle({ id, name, atDeath, verdict }: Capture): string {
  const words = t.workbench.captures;
  const origin = atDeath ? words.atDeath : verdict === undefined ? null : words.ofVerdict[verdict];
  return origin === null ? (name ?? id) : `${name ?? id} (${origin})`;
}
