/** The port that `-http` asks for cannot be had, nor those after it. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly port: number;
  /** The system's: `EACCES`, `EADDRINUSE`. */
  readonly reason: string;

  constructor(port: number, reason: string) {
    super(`${port}: ${reason}`);
    this.port = port;
    this.reason = reason;
  }
}

const REASONS: ReadonlySet<unknown> = new Set(['EACCES', 'EADDRINUSE']);

/** @throws {PortError} for the system's refusal of a port; anything else as it is. */
export function refusePort(error: unknown, port: number): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  throw REASONS.has(code) ? new PortError(port, String(code)) : error;
}
