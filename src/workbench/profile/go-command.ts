/** The same view in a terminal: what a learner carries home. */
import type { Capture } from '#server/contract.ts';
import type { TopOrder } from './top-order.ts';
import type { ProfileMode } from './shown-profile.ts';

/** Name under which a capture is saved: the same in the download and in the command. */
export const captureFileName = (labId: string, { id }: Capture): string => `${labId}-${id}.pb.gz`;

/** The `go tool pprof` line that shows this capture in this way. */
export function goCommand(fileName: string, sampleType: string, mode: ProfileMode, order: TopOrder): string {
  const view = mode === 'flame' ? '-http=localhost:' : order.column === 'cum' ? '-top -cum' : '-top';
  return `go tool pprof ${view} -sample_index=${sampleType} ${fileName}`;
}
