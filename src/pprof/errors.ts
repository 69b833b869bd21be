/** Why a file is not a profile. The catalogue of the user interface has one sentence a code. */
export type ProfileErrorCode =
  | 'empty'
  | 'too-large'
  | 'bad-gzip'
  | 'truncated'
  | 'bad-wire-type'
  | 'bad-varint'
  | 'bad-string-table'
  | 'bad-string-index'
  | 'concatenated'
  | 'bad-id'
  | 'duplicate-id'
  | 'missing-reference'
  | 'value-count'
  | 'no-sample-type'
  | 'incompatible'
  /** A file of another format; the message names it. */
  | 'foreign'
  | 'unrecognized';

/** The bytes are not a valid profile, or two profiles do not fit together. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  readonly code: ProfileErrorCode;
  /** Offset in the uncompressed bytes where the trouble was seen; -1 when it belongs to no single place. */
  readonly offset: number;

  constructor(code: ProfileErrorCode, message: string, offset = -1) {
    super(offset < 0 ? message : `${message} (at byte ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}

export type OptionErrorCode = 'bad-regexp' | 'bad-sample-index' | 'bad-option' | 'no-samples' | 'no-match';

/** A report cannot be made with these options. The message is the one of Go's pprof. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly code: OptionErrorCode;

  constructor(code: OptionErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
