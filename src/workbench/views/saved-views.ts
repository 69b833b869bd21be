/** Named configurations: everything that decides what is shown, but for the profile, kept in this browser under a name. */
import type { TextStorage } from '../storage.ts';
import { fromQuery, toQuery, type ViewState } from './state.ts';

export interface SavedView {
  readonly name: string;
  readonly state: ViewState;
}

const KEY = 'vazou.views';
/** More than a menu can show. */
export const MAX_SAVED_VIEWS = 30;
export const MAX_VIEW_NAME = 40;

/** In the order in which they were saved. */
export function readSavedViews(storage: Pick<TextStorage, 'getItem'>): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((entry: unknown) => {
      if (!Array.isArray(entry)) return [];
      const [name, query] = entry as readonly unknown[];
      if (typeof name !== 'string' || typeof query !== 'string') return [];
      return [{ name, state: fromQuery(new URLSearchParams(query)) }];
    });
  } catch {
    return [];
  }
}

/** One of the same name is replaced. False when the browser does not keep it, or there are too many. */
export function saveView(storage: TextStorage, { name, state }: SavedView): boolean {
  const others = readSavedViews(storage).filter((saved) => saved.name !== name);
  return others.length < MAX_SAVED_VIEWS && write(storage, [...others, { name, state }]);
}

export function removeView(storage: TextStorage, name: string): boolean {
  return write(
    storage,
    readSavedViews(storage).filter((saved) => saved.name !== name),
  );
}

function write(storage: TextStorage, views: readonly SavedView[]): boolean {
  try {
    storage.setItem(KEY, JSON.stringify(views.map(({ name, state }) => [name, toQuery(state).toString()])));
    return true;
  } catch {
    return false;
  }
}
