/** `… | head` closes the pipe early: that is no error of ours. */
export function endWithClosedPipe(exitCodeOfOtherTrouble: number): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : exitCodeOfOtherTrouble),
  );
}
