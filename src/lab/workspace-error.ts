import { t } from '#i18n/index.ts';

export type WorkspaceErrorCode = 'unknown-file' | 'file-changed' | 'too-large';

/** A file operation refused, with nothing written. `message` is Portuguese and ready to be shown. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  readonly code: WorkspaceErrorCode;

  constructor(code: WorkspaceErrorCode) {
    super(t.lab.workspaceError[code]);
    this.code = code;
  }
}
