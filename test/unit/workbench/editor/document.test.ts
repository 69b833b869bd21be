import { expect, test } from 'vitest';
import type { FileContent } from '#server/contract.ts';
import {
  draftOf,
  edited,
  isDirty,
  openDocument,
  refreshed,
  resolved,
  saved,
  type Document,
} from '#workbench/editor/document.ts';

/** A file whose version is its content, and whose code is it alone. */
const file = (content: string): FileContent => ({
  name: 'server.ts',
  variant: 'mine',
  content,
  version: content,
  code: content,
});
const opened = (content: string): Document => openDocument(file(content), null);

test('without a draft the file is shown as it is', () => {
  const document = opened('a');
  expect(document.text).toBe('a');
  expect(isDirty(document)).toBe(false);
  expect(draftOf(document)).toBeNull();
});

test('a draft on the same version is taken up again', () => {
  const before = edited(opened('a'), 'ab');
  const document = openDocument(file('a'), draftOf(before));
  expect(document).toEqual(before);
  expect(document.conflict).toBeNull();
});

test('a draft that says what the disk says is no edit', () => {
  expect(isDirty(openDocument(file('b'), { content: 'b', baseVersion: 'a' }))).toBe(false);
});

test('a draft on another version is a conflict, and still one after the next reload', () => {
  const once = openDocument(file('theirs'), { content: 'mine', baseVersion: 'old' });
  expect(once.conflict).toEqual(file('theirs'));
  expect(once.text).toBe('mine');
  const twice = openDocument(file('theirs'), draftOf(once));
  expect(twice.conflict).toEqual(file('theirs'));
});

test('what was typed during a save stays an unsaved edit on the saved version', () => {
  const document = saved(edited(opened('a'), 'abc'), file('ab'));
  expect(isDirty(document)).toBe(true);
  expect(draftOf(document)).toEqual({ content: 'abc', baseVersion: 'ab' });
});

test('a newer file is taken silently where there is nothing to lose', () => {
  const document = refreshed(opened('a'), file('b'));
  expect(document).toEqual(opened('b'));
});

test('a newer file never overwrites edits: it is a conflict', () => {
  const document = refreshed(edited(opened('a'), 'mine'), file('theirs'));
  expect(document.text).toBe('mine');
  expect(document.conflict).toEqual(file('theirs'));
});

test('the same edit on disk and here is agreement', () => {
  expect(refreshed(edited(opened('a'), 'same'), file('same'))).toEqual(opened('same'));
});

test('a conflict is over when the disk is again as the edits found it', () => {
  const document = edited(opened('a'), 'mine');
  expect(refreshed(refreshed(document, file('theirs')), file('a'))).toEqual(document);
  const outdated = openDocument(file('theirs'), { content: 'mine', baseVersion: 'a' });
  const over = edited(refreshed(outdated, file('a')), 'theirs');
  expect([over.conflict, isDirty(over)]).toEqual([null, true]);
});

test('keeping mine makes it an edit of the newer file', () => {
  const document = resolved(refreshed(edited(opened('a'), 'mine'), file('theirs')), 'mine');
  expect(document.conflict).toBeNull();
  expect(draftOf(document)).toEqual({ content: 'mine', baseVersion: 'theirs' });
});

test("taking the disk's leaves nothing unsaved", () => {
  const document = resolved(refreshed(edited(opened('a'), 'mine'), file('theirs')), 'disk');
  expect(document).toEqual(opened('theirs'));
});
