import { t } from '#i18n/index.ts';

interface LoadingCoverProps {
  readonly phase: 'loading' | 'failed' | 'ready';
  readonly words: { readonly loading: string; readonly failed: string };
  readonly onRetry: () => void;
}

/** Over the place of a part of the page that is fetched only when somebody opens it, until it is there. */
export function LoadingCover({ phase, words, onRetry }: LoadingCoverProps) {
  switch (phase) {
    case 'ready':
      return null;
    case 'loading':
      return (
        <p class="wb-empty wb-over" role="status">
          {words.loading}
        </p>
      );
    case 'failed':
      return (
        <div class="wb-empty wb-over" role="alert">
          <p>{words.failed}</p>
          <button type="button" class="wb-button" onClick={onRetry}>
            {t.workbench.retry}
          </button>
        </div>
      );
  }
}
