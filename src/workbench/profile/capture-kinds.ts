/** What can be recorded of a lab, in the order of the menu. Words are in the catalogue. */
import type { CaptureProfile, LabDetail } from '#server/contract.ts';

export interface CaptureKind {
  readonly profile: CaptureProfile;
  /** Whether it is recorded over some seconds, rather than read at one moment. */
  readonly records: boolean;
}

/** A kind as a lab offers it. */
export interface OfferedKind extends CaptureKind {
  readonly isOff: boolean;
}

const KINDS: readonly CaptureKind[] = [
  { profile: 'heap', records: false },
  { profile: 'allocs', records: false },
  { profile: 'goroutine', records: false },
  { profile: 'external', records: false },
  { profile: 'fd', records: false },
  { profile: 'block', records: false },
  { profile: 'profile', records: true },
  { profile: 'trace', records: true },
];

/** How long a recording is, unless told. A trace of a busy service has some MB a second. */
export const DEFAULT_SECONDS: Readonly<Partial<Record<CaptureProfile, number>>> = {
  profile: 5,
  goroutine: 5,
  trace: 2,
};
export const MOST_SECONDS = 30;

/**
 * The kinds as this lab offers them. Waits that nobody watches all the time are watched for some seconds; memory
 * outside of the heap can only be seen by who watched from the start.
 */
export function kindsOf(profilers: LabDetail['profilers']): readonly OfferedKind[] {
  return KINDS.map((kind) => ({
    ...kind,
    records: kind.records || (kind.profile === 'goroutine' && !profilers.promises),
    isOff: kind.profile === 'external' && !profilers.external,
  }));
}

/** The wanted kind; where it cannot be had, or none is wanted, the heap, which every lab has. */
export function chosenOf(kinds: readonly OfferedKind[], wanted: CaptureProfile | undefined): OfferedKind {
  const isHad = ({ profile, isOff }: OfferedKind): boolean => profile === wanted && !isOff;
  return kinds.find(isHad) ?? kinds.find(({ profile }) => profile === 'heap')!;
}
