import { t } from '#i18n/index.ts';

export type LabErrorCode = 'not-running' | 'busy' | 'no-answer' | 'capture-failed';

/** A call that the run cannot serve in the state it is in. `message` is Portuguese and ready to be shown. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;

  constructor(code: LabErrorCode, options?: ErrorOptions & { readonly message?: string }) {
    super(options?.message ?? t.lab.error[code], options);
    this.code = code;
  }
}
