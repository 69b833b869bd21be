import type { Capture } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatBytes, formatClock } from '../format.ts';

interface CapturesListProps {
  readonly label: string;
  /** Word for choosing none; without it one is always chosen. */
  readonly none?: string;
  readonly captures: readonly Capture[];
  readonly selected: string;
  readonly onChoose: (id: string) => void;
}

/** The profiles taken so far, newest first. */
export function CapturesList({ label, none, captures, selected, onChoose }: CapturesListProps) {
  return (
    <label class="wb-field wb-captures">
      <span>{label}</span>
      <select value={selected} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {captures.toReversed().map((capture) => (
          <option key={capture.id} value={capture.id}>
            {t.workbench.captures.option(
              capture.id,
              capture.atDeath
                ? `${formatClock(capture.takenAt)}, ${t.workbench.captures.atDeath}`
                : formatClock(capture.takenAt),
              t.workbench.variant[capture.variant],
              formatBytes(capture.size),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}
