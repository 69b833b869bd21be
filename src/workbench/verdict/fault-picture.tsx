import type { FaultPart, LeakPart } from '#server/contract.ts';
import { FloorChart } from './floor-chart.tsx';
import { RoundsChart } from './rounds-chart.tsx';

interface FaultPictureProps {
  readonly part: FaultPart;
  /** What an earlier verdict measured; of something else it says nothing here. */
  readonly before: FaultPart | null;
}

/** One picture of what was measured of a fault, before the fix and now. */
export function FaultPicture({ part, before }: FaultPictureProps) {
  if (part.signal === 'slope') {
    const earlier = before?.signal === 'slope' && before.measure === part.measure ? before : null;
    return <FloorChart part={part} before={earlier} />;
  }
  const earlier = before !== null && before.signal !== 'slope' && isSameMeasure(before, part) ? before : null;
  return <RoundsChart part={part} before={earlier} />;
}

function isSameMeasure(one: FaultPart, other: FaultPart): boolean {
  if (one.signal === 'peak' && other.signal === 'peak') return one.measure === other.measure;
  return one.signal === other.signal;
}

/** The earlier measurement of the fault `name`; without a name, of the only one. */
export function earlierFault(before: LeakPart | null, name?: string): FaultPart | null {
  if (before?.signal === 'several') return before.faults.find((fault) => fault.name === name)?.part ?? null;
  return name === undefined ? before : null;
}
