import { t } from '#i18n/index.ts';
import type { ProfileView } from './protocol.ts';

/** Which of the profile's numbers to look at, with one sentence on what it means. */
export function SampleTypeMenu({ view, onChoose }: { view: ProfileView; onChoose: (type: string) => void }) {
  const words = t.workbench.profile;
  const { type } = view.selected;
  const meanings: Readonly<Record<string, string | undefined>> = words.sampleTypeMeaning;
  return (
    <>
      <label class="wb-field">
        <span>{words.sampleType}</span>
        <select
          value={type}
          aria-describedby="wb-sample-meaning"
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        >
          {view.sampleTypes.map((other) => (
            <option key={other.type} value={other.type}>
              {other.type}
            </option>
          ))}
        </select>
      </label>
      <p id="wb-sample-meaning" class="wb-meaning wb-muted">
        {meanings[type] ?? words.unknownSampleType}
      </p>
    </>
  );
}
