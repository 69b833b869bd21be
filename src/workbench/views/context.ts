import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { Theme } from '../theme.ts';
import type { Views } from './store.ts';

/** What the parts of a profile view share. */
export interface ViewsScene {
  readonly views: Views;
  readonly theme: ReadonlySignal<Theme>;
  readonly pixelRatio: ReadonlySignal<number>;
  /** Where a function can be named the culprit: who it is now, and how to name another. */
  readonly suspect?: Suspect | undefined;
}

export interface Suspect {
  readonly now: ReadonlySignal<string | null>;
  name(functionName: string): void;
}

export const ViewsContext = createContext<ViewsScene | null>(null);

/** The profile view that a component stands in. */
export function useViews(): ViewsScene {
  const scene = useContext(ViewsContext);
  if (!scene) throw new Error('A part of a profile view stands outside of one.');
  return scene;
}
