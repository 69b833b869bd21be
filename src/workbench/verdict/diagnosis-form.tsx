import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { MAX_SUSPECT_CHARACTERS } from './own-diagnosis.ts';

/** What the learner says it is: a function or a line, or that nothing leaks. It is scored apart from the fix. */
export function DiagnosisForm() {
  const { diagnosis } = useBench();
  const words = t.workbench.diagnosis;
  const given = diagnosis.given.value;
  const isNoLeak = given?.kind === 'not-a-leak';
  return (
    <fieldset class="wb-diagnosis">
      <legend>{words.title}</legend>
      <label class="wb-field">
        <span>{words.suspect}</span>
        <input
          type="text"
          value={given?.kind === 'suspect' ? given.name : ''}
          placeholder={words.example}
          maxLength={MAX_SUSPECT_CHARACTERS}
          spellcheck={false}
          autocomplete="off"
          disabled={isNoLeak}
          onInput={({ currentTarget }) => diagnosis.give({ kind: 'suspect', name: currentTarget.value })}
        />
      </label>
      <label class="wb-check">
        <input
          type="checkbox"
          checked={isNoLeak}
          onChange={({ currentTarget }) => diagnosis.give(currentTarget.checked ? { kind: 'not-a-leak' } : null)}
        />
        {words.notALeak}
      </label>
      <p class="wb-muted">{words.how}</p>
    </fieldset>
  );
}
