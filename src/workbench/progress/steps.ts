import type { Step } from '#server/contract.ts';

/** The nine steps of a lab lesson, in order: the same as the workshop's. */
export const STEPS = [
  'symptom',
  'reproduce',
  'measure',
  'capture',
  'read',
  'explain',
  'fix',
  'prove',
  'prevent',
] as const satisfies readonly Step[];
