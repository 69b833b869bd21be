import type { Variant } from '#server/contract.ts';

/** What was found out about the learner's code as it was once. */
interface Dated {
  readonly variant: Variant;
  readonly code: string;
}

/** Whether the learner's copy on disk is another now: `present`, null while unknown. The lab's own files stay as they are. */
export const isOutdated = ({ variant, code }: Dated, present: string | null): boolean =>
  variant === 'mine' && present !== null && code !== present;
