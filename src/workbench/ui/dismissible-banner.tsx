import { t } from '#i18n/index.ts';
import { useHandOn } from './hand-on.ts';
import { Icon } from './icon.tsx';

interface DismissibleBannerProps {
  /** An alert says that something is wrong. */
  readonly role?: 'alert';
  readonly words: string;
  readonly onDismiss: () => void;
}

/** Words across the page or the workbench that stay until somebody sends them away. */
export function DismissibleBanner({ role, words, onDismiss }: DismissibleBannerProps) {
  return (
    <div ref={useHandOn()} class={`wb-banner ${role === 'alert' ? 'wb-banner-warning' : ''}`} role={role}>
      <Icon name="alert" />
      <p>{words}</p>
      <button
        type="button"
        class="wb-button wb-quiet wb-square"
        aria-label={t.workbench.dismiss}
        title={t.workbench.dismiss}
        onClick={onDismiss}
      >
        <Icon name="cross" />
      </button>
    </div>
  );
}
