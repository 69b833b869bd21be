/** What the command's end tells a script. */
export const ExitCode = {
  ok: 0,
  /** The lab died, did not start, or the verdict is against it. */
  failed: 1,
  usage: 2,
} as const;
