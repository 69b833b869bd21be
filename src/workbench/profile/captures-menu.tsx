import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Capture } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatBytes, formatClock } from '../format.ts';
import { focusOnShow } from '../ui/focus-on-show.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../views/menu.tsx';
import { captureTitle } from './capture-title.ts';
import { captureFileName } from './shown-captures.ts';
import './captures.css';

/** All captures: pick two to compare, give one a name, download it, delete it. */
export function CapturesMenu({ labId }: { labId: string }) {
  const { run, choice } = useBench();
  const { captures } = run;
  const words = t.workbench.captures.manage;
  const [shown, base] = [choice.capture.value, choice.base.value];
  if (shown === null) return null;
  const title = base === null ? captureTitle(shown) : words.compared(captureTitle(base), captureTitle(shown));
  return (
    <Menu title={title} label={words.title(title, captures.value.length)}>
      {() => (
        <>
          <p class="wb-muted">{words.text}</p>
          <ol class="wb-captures-table" aria-label={words.list} reversed>
            {captures.value.toReversed().map((capture, index) => (
              <Row key={capture.id} labId={labId} capture={capture} number={captures.value.length - index} />
            ))}
          </ol>
        </>
      )}
    </Menu>
  );
}

interface RowProps {
  readonly labId: string;
  readonly capture: Capture;
  readonly number: number;
}

function Row({ labId, capture, number }: RowProps) {
  const { api, choice, act } = useBench();
  const words = t.workbench.captures.manage;
  const mode = useSignal<'look' | 'rename' | 'delete'>('look');
  const title = captureTitle(capture);
  const isPicked =
    choice.base.value?.id === capture.id || (choice.isChosen.value && choice.capture.value?.id === capture.id);
  /** Waits for its turn or for an answer: neither asked for twice, nor taken back. */
  const confirmed = useSignal(false);
  const back = (): void => {
    if (!confirmed.peek()) mode.value = 'look';
  };
  const keep = async (ask: () => Promise<unknown>): Promise<boolean> => {
    if (confirmed.peek()) return false;
    confirmed.value = true;
    const done = await act('keep', ask);
    confirmed.value = false;
    return done;
  };
  const item = useRef<HTMLLIElement>(null);
  const renaming = useRef<HTMLButtonElement>(null);
  const deleting = useRef<HTMLButtonElement>(null);
  // On the way back the keyboard stands where it was: what it stood on since is gone.
  useEffect(() => {
    const left = mode.value;
    return left === 'look' ? undefined : () => (left === 'rename' ? renaming : deleting).current?.focus();
  }, [mode.value]);
  const remove = async (): Promise<void> => {
    const row = item.current;
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling ?? row?.closest('.vw-menu')?.parentElement;
    if (await keep(() => api.deleteCapture(capture.id))) {
      neighbour?.querySelector<HTMLElement>('input, button:enabled')?.focus();
    } else back();
  };

  if (mode.value === 'rename') {
    return (
      <li>
        <form
          class="wb-capture-edit"
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get('name'));
            void keep(() => api.renameCapture(capture.id, name)).then((done) => done && back());
          }}
        >
          <input
            name="name"
            type="text"
            maxLength={MAX_NAME}
            aria-label={words.nameOf(title)}
            placeholder={capture.id}
            defaultValue={capture.name ?? ''}
            ref={focusOnShow}
          />
          <button type="submit" class="wb-button" aria-disabled={confirmed.value}>
            {words.save}
          </button>
          <button type="button" class="wb-button wb-quiet" aria-disabled={confirmed.value} onClick={back}>
            {words.cancel}
          </button>
        </form>
      </li>
    );
  }
  if (mode.value === 'delete') {
    return (
      <li ref={item}>
        <div class="wb-capture-edit" role="group" aria-label={words.deleteQuestion(title)}>
          <span>{words.deleteQuestion(title)}</span>
          <button
            type="button"
            class="wb-button"
            ref={focusOnShow}
            aria-disabled={confirmed.value}
            onClick={() => void remove()}
          >
            {words.delete}
          </button>
          <button type="button" class="wb-button wb-quiet" aria-disabled={confirmed.value} onClick={back}>
            {words.cancel}
          </button>
        </div>
      </li>
    );
  }
  return (
    <li>
      <label class="wb-capture-pick">
        <input type="checkbox" checked={isPicked} onChange={() => choice.toggle(capture.id)} />
        <span class="wb-figure wb-muted">{number}</span>
        <span>
          <strong>{title}</strong>
          <span class="wb-muted">
            {words.facts(
              capture.profile,
              formatClock(capture.takenAt),
              t.workbench.variant[capture.variant],
              formatBytes(capture.size),
            )}
          </span>
        </span>
      </label>
      <span class="wb-group">
        <button ref={renaming} type="button" class="wb-button wb-quiet" onClick={() => (mode.value = 'rename')}>
          {words.rename}
        </button>
        <a
          class="wb-button wb-quiet wb-square"
          href={api.captureUrl(capture.id)}
          download={captureFileName(labId, capture)}
          aria-label={words.download(title)}
          title={words.download(title)}
        >
          <Icon name="download" />
        </a>
        <button
          ref={deleting}
          type="button"
          class="wb-button wb-quiet wb-square"
          aria-label={words.deleteOf(title)}
          title={words.deleteOf(title)}
          onClick={() => (mode.value = 'delete')}
        >
          <Icon name="cross" />
        </button>
      </span>
    </li>
  );
}

/** As the server takes it. */
const MAX_NAME = 60;
