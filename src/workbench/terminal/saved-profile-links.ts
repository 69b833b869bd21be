/** Makes links of the saved profiles that a terminal shows, also where a path is broken over several rows. */
import type { IBufferLine, IDisposable, ILink, Terminal } from '@xterm/xterm';
import { savedProfilesIn } from './links.ts';

export function linkSavedProfiles(terminal: Terminal, onOpen: (path: string) => void): IDisposable {
  return terminal.registerLinkProvider({
    provideLinks(row, answer) {
      const { first, text } = wrappedLine(terminal, row - 1);
      const at = (index: number): { x: number; y: number } => ({
        x: (index % terminal.cols) + 1,
        y: first + Math.floor(index / terminal.cols) + 1,
      });
      const links = savedProfilesIn(text).map<ILink>(({ start, end, path }) => ({
        text: path,
        range: { start: at(start), end: at(end - 1) },
        activate: () => onOpen(path),
      }));
      answer(links.filter(({ range }) => range.start.y <= row && row <= range.end.y));
    },
  });
}

/** The whole line that a row is part of. Every row but the last is full, so that an index tells row and column. */
function wrappedLine(terminal: Terminal, row: number): { readonly first: number; readonly text: string } {
  const lineAt = (y: number): IBufferLine | undefined => terminal.buffer.active.getLine(y);
  let first = row;
  while (first > 0 && lineAt(first)?.isWrapped) first--;
  let text = lineAt(first)?.translateToString() ?? '';
  for (let y = first + 1; lineAt(y)?.isWrapped; y++) text += lineAt(y)?.translateToString() ?? '';
  return { first, text };
}
