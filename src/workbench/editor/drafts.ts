/** Unsaved edits, kept in the browser so that a reload, a closed tab or a dead workshop never loses them. */

import type { TextStorage } from '../storage.ts';

/** An unsaved text and the version of the file it was begun on. */
export interface Draft {
  readonly content: string;
  readonly baseVersion: string;
}

export interface Drafts {
  read(fileName: string): Draft | null;
  /** False when the browser refused to keep it (storage full or forbidden). */
  write(fileName: string, draft: Draft): boolean;
  remove(fileName: string): void;
}

export function createDrafts(storage: TextStorage, labId: string): Drafts {
  const key = (fileName: string): string => `vazou:draft:${labId}:${fileName}`;
  return {
    read(fileName) {
      try {
        return parseDraft(storage.getItem(key(fileName)));
      } catch {
        return null;
      }
    },
    write(fileName, draft) {
      try {
        storage.setItem(key(fileName), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    remove(fileName) {
      try {
        storage.removeItem(key(fileName));
      } catch {
        // A browser that forbids storage has nothing to remove.
      }
    },
  };
}

/** `null` for anything that is not a draft: what stands in storage may come from another version of the page. */
export function parseDraft(text: string | null): Draft | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (!('content' in value) || !('baseVersion' in value)) return null;
  const { content, baseVersion } = value;
  return typeof content === 'string' && typeof baseVersion === 'string' ? { content, baseVersion } : null;
}
