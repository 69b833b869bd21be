import type { Capture } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatBytes, formatClock } from '../format.ts';

interface CapturesListProps {
  readonly captures: readonly Capture[];
  readonly selected: Capture | null;
  readonly onChoose: (id: string) => void;
}

/** The profiles taken so far, newest first. */
export function CapturesList({ captures, selected, onChoose }: CapturesListProps) {
  const words = t.workbench.captures;
  return (
    <label class="wb-field wb-captures">
      <span>{words.label}</span>
      <select value={selected?.id ?? ''} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {captures.toReversed().map((capture) => (
          <option key={capture.id} value={capture.id}>
            {words.option(
              capture.id,
              capture.atDeath ? `${formatClock(capture.takenAt)}, ${words.atDeath}` : formatClock(capture.takenAt),
              t.workbench.variant[capture.variant],
              formatBytes(capture.size),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}
