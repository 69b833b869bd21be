import type { ITheme } from '@xterm/xterm';
import type { TokenReader } from '../theme.ts';

/** A program's sixteen colours out of the house's own; what is too faint on the surface xterm makes stronger. */
export function terminalTheme(token: TokenReader): ITheme {
  const [surface, text, strong, muted] = [
    token('--vz-surface'),
    token('--vz-text'),
    token('--vz-text-strong'),
    token('--vz-text-muted'),
  ];
  const colours = {
    red: token('--vz-danger'),
    green: token('--vz-series-3'),
    yellow: token('--vz-leak'),
    blue: token('--vz-accent'),
    magenta: token('--vz-series-2'),
    cyan: token('--vz-fixed'),
  };
  return {
    ...colours,
    background: surface,
    foreground: text,
    cursor: strong,
    cursorAccent: surface,
    selectionBackground: token('--vz-accent-soft'),
    selectionForeground: strong,
    black: muted,
    white: text,
    brightBlack: muted,
    brightRed: colours.red,
    brightGreen: colours.green,
    brightYellow: colours.yellow,
    brightBlue: token('--vz-accent-strong'),
    brightMagenta: colours.magenta,
    brightCyan: colours.cyan,
    brightWhite: strong,
  };
}
