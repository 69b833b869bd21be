import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Capture, LabSummary } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { messageOf } from '../api.ts';
import { formatClock } from '../format.ts';
import { captureTitle } from '../profile/capture-title.ts';
import { useHandOn } from '../ui/hand-on.ts';
import { Icon } from '../ui/icon.tsx';
import type { PageState } from './page-state.ts';
import { MOST_SECONDS } from './remote-address.ts';
import { RecentsCard } from './recents-card.tsx';
import type { Standing } from './workshop.ts';

/** Every way to a profile: a file, a process, a lab, one opened before, the example. */
export function StartScreen({ page }: { page: PageState }) {
  const standing = useSignal<Standing | null>(null);
  useEffect(() => {
    void page.places.workshop.standing().then((found) => (standing.value = found));
  }, [page]);
  return (
    <div ref={useHandOn()} class="pp-start">
      <FileCard page={page} />
      <div class="pp-ways">
        <RemoteCard page={page} standing={standing.value} />
        <LabsCard page={page} standing={standing.value} />
        <RecentsCard page={page} />
      </div>
    </div>
  );
}

function FileCard({ page }: { page: PageState }) {
  const input = useRef<HTMLInputElement>(null);
  const words = t.pprofPage.file;
  return (
    <section class="pp-card pp-drop">
      <Icon name="download" />
      <h2>{words.title}</h2>
      <p class="wb-muted">{words.text}</p>
      <button type="button" class="wb-button wb-primary" onClick={() => input.current?.click()}>
        {words.choose}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.choose}
        onChange={({ currentTarget }) => {
          page.openFiles([...(currentTarget.files ?? [])], 'profile');
          currentTarget.value = '';
        }}
      />
    </section>
  );
}

interface CardProps {
  readonly page: PageState;
  readonly standing: Standing | null;
}

/** Why there is no workshop to ask; null while there is one. */
function whyNot(standing: Standing | null): string | null {
  switch (standing) {
    case 'no-session':
      return t.pprofPage.noSession;
    case 'static':
      return t.pprofPage.noWorkshop;
    default:
      return null;
  }
}

function RemoteCard({ page, standing }: CardProps) {
  const words = t.pprofPage.remote;
  const url = useSignal('http://127.0.0.1:6060/debug/pprof/heap');
  const seconds = useSignal('');
  const why = whyNot(standing);
  return (
    <section class="pp-card">
      <h2>{words.title}</h2>
      <p class="wb-muted">{why ?? words.text}</p>
      {why === null && (
        <form
          class="vw-form"
          onSubmit={(event) => {
            event.preventDefault();
            void page.openRemote(url.value.trim(), Math.min(Number(seconds.value) || 0, MOST_SECONDS));
          }}
        >
          <label class="pp-field">
            <span>{words.url}</span>
            <input
              type="text"
              inputMode="url"
              spellcheck={false}
              required
              value={url.value}
              onInput={({ currentTarget }) => (url.value = currentTarget.value)}
            />
          </label>
          <label class="pp-field pp-short">
            <span>{words.seconds}</span>
            <input
              type="number"
              min="1"
              max={MOST_SECONDS}
              placeholder={words.secondsPlaceholder}
              value={seconds.value}
              onInput={({ currentTarget }) => (seconds.value = currentTarget.value)}
            />
          </label>
          <button type="submit" class="wb-button" aria-disabled={page.errand.words.value !== null}>
            {words.fetch}
          </button>
        </form>
      )}
    </section>
  );
}

interface KnownLab extends LabSummary {
  readonly captures: readonly Capture[];
}

function LabsCard({ page, standing }: CardProps) {
  const words = t.pprofPage.labs;
  const labs = useSignal<readonly KnownLab[]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    if (standing !== 'live') return;
    const { workshop } = page.places;
    const ask = async (): Promise<void> => {
      const all = await workshop.labs();
      labs.value = await Promise.all(all.map(async (lab) => ({ ...lab, captures: await workshop.captures(lab.id) })));
    };
    ask().catch((error: unknown) => (problem.value = messageOf(error)));
  }, [standing]);
  const why = whyNot(standing) ?? problem.value;
  const useful = labs.value.filter(({ state, captures }) => state === 'ready' || captures.length > 0);
  return (
    <section class="pp-card">
      <h2>{words.title}</h2>
      <p class="wb-muted">{why ?? (useful.length === 0 ? words.none : words.text)}</p>
      <ul class="pp-list">
        {useful.map(({ id, title, state, captures }) => (
          <li key={id}>
            <strong>{title}</strong>
            {state === 'ready' && (
              <button
                type="button"
                class="wb-button"
                aria-disabled={page.errand.words.value !== null}
                onClick={() => void page.capture({ id, title })}
              >
                <Icon name="camera" />
                {t.workbench.captures.capture}
              </button>
            )}
            {captures.toReversed().map((capture) => (
              <button
                key={capture.id}
                type="button"
                class="pp-link"
                onClick={() => page.open(`lab:${id}/${capture.id}`)}
              >
                {captureTitle(capture)} · {formatClock(capture.takenAt)}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
