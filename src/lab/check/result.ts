/** What checking a lab found, one thing at a time. */
export interface CheckResult {
  readonly lab: string;
  /** What was checked. */
  readonly what: string;
  readonly ok: boolean;
  /** What was seen; and where it failed, what was expected. */
  readonly detail: string;
  readonly tookMs: number;
  /** Not applicable here (no Go, say): neither good nor bad. */
  readonly skipped?: boolean;
}

export type Finding = Omit<CheckResult, 'lab' | 'what' | 'tookMs'>;

export const good = (detail: string): Finding => ({ ok: true, detail });
export const bad = (detail: string): Finding => ({ ok: false, detail });
export const skipped = (detail: string): Finding => ({ ok: true, detail, skipped: true });
