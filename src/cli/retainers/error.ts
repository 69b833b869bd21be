/** What the user can set right. `message` is Portuguese and ready to be shown. */
export class RetainersError extends Error {
  override readonly name = 'RetainersError';
  /** 2 for a command that makes no sense, 1 for a source that gave nothing. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
