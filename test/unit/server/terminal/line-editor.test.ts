import { expect, test } from 'vitest';
import { LineEditor, type LineEvent } from '#server/terminal/shell/line-editor.ts';

/** What the screen shows, and the lines that were finished. */
function typed(editor: LineEditor, input: string): { readonly lines: string[]; readonly others: string[] } {
  const events = editor.feed(input);
  const lines = events.flatMap((event) => (event.type === 'line' ? [event.text] : []));
  const others = events.flatMap((event: LineEvent) => (event.type === 'line' ? [] : [event.type]));
  return { lines, others: [...new Set(others)] };
}

test('keys make a line, shown as they come', () => {
  expect(new LineEditor().feed('oi\r')).toEqual([
    { type: 'echo', text: 'o' },
    { type: 'echo', text: 'i' },
    { type: 'echo', text: '\r\n' },
    { type: 'line', text: 'oi' },
  ]);
});

test('several lines of one paste are several lines', () => {
  expect(typed(new LineEditor(), 'a\rb\nc').lines).toEqual(['a', 'b']);
});

test('backspace takes one character back, an accented one or a pair too; on nothing it does nothing', () => {
  const editor = new LineEditor();
  expect(editor.feed('\x7f')).toEqual([]);
  expect(typed(editor, 'ção\x7f\x7f\x7fé🦫\x7f\r').lines).toEqual(['é']);
});

test('Ctrl-U takes the line back, Ctrl-C drops it, Ctrl-D ends only an empty one', () => {
  const editor = new LineEditor();
  expect(typed(editor, 'rm -r\x15ls\r').lines).toEqual(['ls']);
  expect(typed(editor, 'x\x03').others).toEqual(['echo', 'interrupt']);
  expect(typed(editor, 'a\x04').others).toEqual(['echo']);
  expect(typed(editor, '\x7f\x04').others).toEqual(['echo', 'end']);
});

test('the arrows bring back what was entered, once for a repetition, and lead on to the new line', () => {
  const editor = new LineEditor();
  editor.feed('um\rdois\rdois\r');
  expect(typed(editor, '\x1b[A\x1b[A\r').lines).toEqual(['um']);
  expect(typed(editor, '\x1bOA\x1b[A\x1b[A\x1b[A\x1b[Btrês\r').lines).toEqual(['doistrês']);
  expect(typed(editor, '\x1b[A\x1b[Bnovo\r').lines).toEqual(['novo']);
});

test('other keys of movement, and control characters, are no text', () => {
  expect(typed(new LineEditor(), '\x1b[D\x1b[1;5C\x1b\x00\x07ok\r').lines).toEqual(['ok']);
});
