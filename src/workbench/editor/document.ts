/** One file of the learner's copy: what the disk has, what the editor has, and how the two relate. Pure. */
import type { FileContent } from '#server/contract.ts';
import type { Draft } from './drafts.ts';

export interface Document {
  /** The file as the learner last agreed to it: saved, loaded, or chosen in a conflict. */
  readonly disk: FileContent;
  readonly text: string;
  /** Somebody else's newer file, met while there were unsaved edits: the learner chooses. */
  readonly conflict: FileContent | null;
}

export const isDirty = ({ disk, text }: Document): boolean => text !== disk.content;

/**
 * The document as first shown: the draft wins over the file, and an outdated draft is a conflict. The conflict keeps
 * the version that the draft was begun on, so that it is still one after the next reload.
 */
export function openDocument(disk: FileContent, draft: Draft | null): Document {
  if (draft === null || draft.content === disk.content) return { disk, text: disk.content, conflict: null };
  if (draft.baseVersion === disk.version) return { disk, text: draft.content, conflict: null };
  return { disk: { ...disk, version: draft.baseVersion }, text: draft.content, conflict: disk };
}

export const edited = (document: Document, text: string): Document => ({ ...document, text });

/** After a save: what was typed while it was under way stays an unsaved edit. */
export const saved = (document: Document, disk: FileContent): Document => ({ ...document, disk, conflict: null });

/**
 * The file as it is on disk now: taken silently when there is nothing to lose, else a conflict.
 * @param sent what was sent to be saved and never answered: found on disk, it is our own.
 */
export function refreshed(document: Document, disk: FileContent, sent?: string): Document {
  if (disk.version === document.disk.version)
    return document.conflict ? { ...document, disk, conflict: null } : document;
  if (disk.content === sent) return saved(document, disk);
  if (disk.content === document.text) return { disk, text: disk.content, conflict: null };
  if (!isDirty(document)) return { disk, text: disk.content, conflict: null };
  return { ...document, conflict: disk };
}

/** The learner's choice in a conflict. `mine` stays unsaved, now on top of the newer file; `disk` drops the edits. */
export function resolved(document: Document, choice: 'mine' | 'disk'): Document {
  const { conflict } = document;
  if (conflict === null) return document;
  return { disk: conflict, text: choice === 'disk' ? conflict.content : document.text, conflict: null };
}

/** The draft to keep for this document, or none. */
export const draftOf = (document: Document): Draft | null =>
  isDirty(document) ? { content: document.text, baseVersion: document.disk.version } : null;
