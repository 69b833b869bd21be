import { useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { GivenVerdict, LeakPart, Part, Verdict } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatClock, formatSeconds } from '../format.ts';
import { isOutdated } from '../outdated.ts';
import { browserStorage } from '../storage.ts';
import { Shape } from '../ui/shape.tsx';
import { createEarlierLeak, type EarlierLeak } from './earlier-leak.ts';
import { DiagnosisForm } from './diagnosis-form.tsx';
import { Hints } from './hints.tsx';
import { Judging } from './judging.tsx';
import { ProfileLinks } from './profile-links.tsx';
import { titleOf } from './verdict-title.ts';
import { VerdictPart } from './verdict-part.tsx';
import './verdict.css';

/** The judge: ask for a verdict on one's copy, follow it, read what was measured; and the hints. */
export function VerdictPanel() {
  const bench = useBench();
  const verdict = bench.run.verdict.value;
  const judging = bench.run.judging.value;
  const labId = bench.lab.value?.id ?? '';
  const earlier = useMemo(() => createEarlierLeak(browserStorage, labId), [labId]);
  useSignalEffect(() => {
    const now = bench.run.verdict.value;
    if (now) earlier.remember(now);
  });
  // Not `disabled`: whoever asks by keys stands on the button while it is judged.
  const isBusy = judging !== null || bench.pending.value !== null;
  const words = t.workbench.verdict;
  return (
    <div class="wb-scroll wb-verdict" tabIndex={0} role="region" aria-label={words.label}>
      <div class="wb-toolbar">
        <button
          type="button"
          class="wb-button wb-primary"
          aria-disabled={isBusy}
          onClick={() => !isBusy && void bench.judge()}
        >
          {words.ask}
        </button>
        <p class="wb-muted wb-verdict-why">{judging ? words.whyDisabled : words.explain}</p>
      </div>
      <DiagnosisForm />
      {judging && <Judging progress={judging} />}
      {verdict && !judging && <Result verdict={verdict} earlier={earlier} />}
      {!verdict && !judging && (
        <div class="wb-empty">
          <p>{words.empty}</p>
        </div>
      )}
      <Hints />
    </div>
  );
}

function Result({ verdict, earlier }: { verdict: GivenVerdict; earlier: EarlierLeak }) {
  const { documents } = useBench();
  const words = t.workbench.verdict;
  const judged = verdict.kind === 'judged';
  const outdated = isOutdated(verdict, documents.code.value);
  const tone = outdated ? 'outdated' : !judged ? 'unjudged' : verdict.passed ? 'pass' : 'fail';
  const passed = judged && verdict.passed;
  return (
    <div class="wb-result">
      <header class={`wb-result-head wb-result-${tone}`}>
        <Shape name={passed ? 'check' : 'cross'} />
        <div>
          <h2>{titleOf(verdict)}</h2>
          {!judged && <p class="wb-prose">{t.lab.death(verdict.death)}</p>}
          <p>
            {words.of(t.workbench.variant[verdict.variant], formatClock(verdict.at))}{' '}
            {judged && words.took(formatSeconds(verdict.tookMs))}
          </p>
          {outdated && (
            <p>
              <strong>{words.outdated}</strong>
            </p>
          )}
        </div>
      </header>
      {judged && (
        <>
          {verdict.parts.map((part) => (
            <VerdictPart key={part.name} part={part} before={earlierOf(part, earlier)} />
          ))}
          <p class="wb-next">
            <strong>{words.nextTitle}</strong> {nextOf(verdict)}
          </p>
          <ProfileLinks verdict={verdict} />
        </>
      )}
    </div>
  );
}

/** Of several faults, one may be gone while another is not. */
function earlierOf(part: Part, earlier: EarlierLeak): LeakPart | null {
  if (part.name !== 'leak') return null;
  return part.outcome === 'pass' || part.signal === 'several' ? earlier.read() : null;
}

/** What to try next: the first part that failed decides. */
function nextOf(verdict: Extract<Verdict, { kind: 'judged' }>): string {
  const words = t.workbench.verdict.next;
  const failed = verdict.parts.find(({ outcome }) => outcome === 'fail');
  if (!failed) return verdict.parts[3]?.notALeak ? words.passedDiagnosis : words.passed;
  const inHeap = failed.name === 'leak' && failed.signal === 'slope' && failed.measure === 'heapUsed';
  return failed.name === 'leak' && !inHeap ? words.fault : words[failed.name];
}
