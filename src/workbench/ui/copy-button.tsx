import { useSignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { Icon } from './icon.tsx';

/** How long the button says that it has copied. */
const THANKS_MS = 1600;

/** Copies `text`. `what` completes “Copiar …”, e.g. “o endereço do serviço”. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const outcome = useSignal<'idle' | 'copied' | 'failed'>('idle');
  const copy = async (): Promise<void> => {
    outcome.value = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'failed' as const,
    );
    setTimeout(() => (outcome.value = 'idle'), THANKS_MS);
  };
  const words = t.workbench.copy;
  const label = outcome.value === 'idle' ? words.label(what) : words[outcome.value];
  return (
    <>
      <button
        type="button"
        class="wb-button wb-quiet wb-square"
        aria-label={words.label(what)}
        title={label}
        onClick={() => void copy()}
      >
        <Icon name={outcome.value === 'copied' ? 'check' : outcome.value === 'failed' ? 'alert' : 'copy'} />
      </button>
      <span class="wb-sr-only" role="status">
        {outcome.value !== 'idle' && label}
      </span>
    </>
  );
}
