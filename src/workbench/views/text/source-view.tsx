import { useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { SourceAnswer, SourceRoutine } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';
import { OutdatedNote } from '../outdated-note.tsx';
import { shortFile } from '../short-file.ts';
import './text.css';

/** pprof's list: the source of a function with what each line costs. */
export function SourceView({ answer }: { answer: SourceAnswer }) {
  const words = t.views.source;
  return (
    <div class="wb-scroll vw-sheet vw-source" tabIndex={0} role="region" aria-label={words.label}>
      <OutdatedNote />
      {answer.matched > answer.routines.length && (
        <p class="vw-footnote">
          {t.views.matchedCut(formatCount(answer.routines.length), formatCount(answer.matched))}
        </p>
      )}
      {answer.routines.map((routine) => (
        <Routine key={`${routine.file} ${routine.name}`} routine={routine} answer={answer} />
      ))}
    </div>
  );
}

function Routine({ routine, answer }: { routine: SourceRoutine; answer: SourceAnswer }) {
  const { views } = useViews();
  const words = t.views.source;
  const openLine = views.opened.value?.editorOf?.(routine.file) ?? null;
  const { sampleType, outputUnit, total, isDifference } = answer;
  const value = (amount: number): string =>
    amount === 0 ? '·' : (isDifference ? changeText : valueText)(amount, sampleType.unit, outputUnit);
  return (
    <section class="vw-routine">
      <h3>
        <code>{routine.name}</code>
      </h3>
      <p class="wb-muted">
        {routine.file !== '' && <span title={routine.file}>{shortFile(routine.file)} · </span>}
        {words.figures(value(routine.flat), value(routine.cum), shareText(routine.cum, total))}
      </p>
      {routine.lines.length > 0 ? (
        // A long line scrolls by itself, and a keyboard must get there too.
        <div class="vw-code" tabIndex={0} role="group" aria-label={words.caption(routine.name)}>
          <table>
            <caption class="wb-sr-only">{words.caption(routine.name)}</caption>
            <thead class="wb-sr-only">
              <tr>
                <th scope="col">{words.line}</th>
                <th scope="col">flat</th>
                <th scope="col">cum</th>
                <th scope="col">{words.code}</th>
              </tr>
            </thead>
            <tbody>
              {routine.lines.map((line) => (
                <tr key={line.number} class={line.flat === 0 && line.cum === 0 ? '' : 'vw-hot'}>
                  <td>
                    {openLine === null ? (
                      line.number
                    ) : (
                      <button
                        type="button"
                        class="vw-line"
                        title={words.openLine(line.number)}
                        aria-label={words.openLine(line.number)}
                        onClick={() => openLine(line.number)}
                      >
                        {line.number}
                      </button>
                    )}
                  </td>
                  <td>{value(line.flat)}</td>
                  <td>{value(line.cum)}</td>
                  <td>
                    {line.text}
                    {line.inlined.map((call) => (
                      <div key={`${call.name} ${call.place}`} class="wb-muted">
                        {words.inlined(call.name, call.place, value(call.value))}
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <NoSource routine={routine} />
      )}
    </section>
  );
}

/** Why there is no source, and what helps. */
function NoSource({ routine }: { routine: SourceRoutine }) {
  const { views } = useViews();
  const input = useRef<HTMLInputElement>(null);
  const words = t.views.source;
  if (routine.file === '') return <p class="vw-note">{words.noFile}</p>;
  if (routine.file.startsWith('node:')) return <p class="vw-note">{words.ofNode}</p>;
  return (
    <div class="vw-note">
      <p>{routine.why ? routine.why : words.unknown(shortFile(routine.file))}</p>
      <button type="button" class="wb-button" onClick={() => input.current?.click()}>
        {words.choose(shortFile(routine.file))}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) views.giveSources({ [routine.file]: await file.text() });
        }}
      />
    </div>
  );
}
