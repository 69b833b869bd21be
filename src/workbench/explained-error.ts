/** A failure whose message is Portuguese and ready to be shown. */
export class ExplainedError extends Error {
  override readonly name: string = 'ExplainedError';
}
