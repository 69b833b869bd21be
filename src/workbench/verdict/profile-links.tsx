import type { Verdict } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { captureTitle } from '../profile/capture-title.ts';
import { judgedProfiles } from './judged-profiles.ts';

/** From the verdict to the profiles that go with it: after a pass the difference that the fix made. */
export function ProfileLinks({ verdict }: { verdict: Verdict }) {
  const { run, choice, panel } = useBench();
  const words = t.workbench.verdict.profiles;
  const found = judgedProfiles(run.captures.value, verdict);
  if (found === null) return null;
  const { after, before } = found;
  const passed = after.verdict === 'pass';
  const show = (base: string | null): void => {
    choice.choose(after.id);
    choice.compareTo(base);
    panel.value = 'profile';
  };
  return (
    <p class="wb-group wb-judged-profiles">
      {passed && before !== null && (
        <button type="button" class="wb-button wb-primary" onClick={() => show(before.id)}>
          {words.compare(captureTitle(before), after.profile)}
        </button>
      )}
      <button type="button" class="wb-button" onClick={() => show(null)}>
        {words.open(after.profile)}
      </button>
      {passed && before === null && <span class="wb-muted">{words.noBefore}</span>}
    </p>
  );
}
