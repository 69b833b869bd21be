/** xterm as the workbench's terminal: the only file that knows the library; import it when a terminal is shown. */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal, type IDisposable } from '@xterm/xterm';
import type { TerminalSize } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { tokenReader } from '../theme.ts';
import { isForTheBrowser, onMac } from './clipboard-keys.ts';
import type { TerminalScreen } from './connection.ts';
import { linkSavedProfiles } from './saved-profile-links.ts';
import { terminalTheme } from './terminal-theme.ts';

/** As many lines as the workshop keeps of it. */
const SCROLLBACK_LINES = 2_000;
const FONT_SIZE = 13;

export interface TerminalOptions {
  readonly host: HTMLElement;
  readonly label: string;
  readonly screenReader: boolean;
  /** Keys, pasted text, and a program's questions answered. */
  readonly onInput: (data: string) => void;
  readonly onResize: (size: TerminalSize) => void;
  readonly onLink: (url: string) => void;
  readonly onSavedProfile: (path: string) => void;
}

export interface TerminalWidget extends TerminalScreen {
  /** Takes the room that the host has; does nothing while it is hidden. */
  fit(): void;
  focus(): void;
  /** Reads the design tokens anew. */
  retheme(): void;
  setScreenReader(on: boolean): void;
  dispose(): void;
}

Terminal.strings.tooMuchOutput = t.terminal.tooMuchOutput;

export async function createTerminal(options: TerminalOptions): Promise<TerminalWidget> {
  const { host } = options;
  const fontFamily = tokenReader(host)('--vz-mono');
  // Measured in a font that is not there yet, every column would be of the wrong width.
  await document.fonts.load(`${FONT_SIZE}px ${fontFamily}`).catch(() => undefined);
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: false,
    fontFamily,
    fontSize: FONT_SIZE,
    lineHeight: 1.2,
    minimumContrastRatio: 4.5,
    screenReaderMode: options.screenReader,
    scrollback: SCROLLBACK_LINES,
    theme: terminalTheme(tokenReader(host)),
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(new WebLinksAddon((_event, url) => options.onLink(url)));
  const isMac = onMac();
  terminal.attachCustomKeyEventHandler((event) => {
    const hasSelection = terminal.hasSelection();
    if (!isForTheBrowser(event, hasSelection, isMac)) return true;
    if (event.shiftKey && hasSelection) {
      // The browser would open its developer tools.
      event.preventDefault();
      document.execCommand('copy');
    }
    return false;
  });
  terminal.open(host);
  // Copied once, Ctrl+C interrupts again.
  if (!isMac) terminal.element?.addEventListener('copy', () => terminal.clearSelection());
  terminal.textarea?.setAttribute('aria-label', options.label);

  let restoring = false;
  const owned: IDisposable[] = [
    terminal.onData(options.onInput),
    terminal.onResize((size) => !restoring && options.onResize(size)),
    linkSavedProfiles(terminal, options.onSavedProfile),
  ];
  /** Until the workshop has told, no size is asked for. */
  let largest: TerminalSize | null = null;
  const fit = (): void => {
    const room = host.clientWidth > 0 && host.clientHeight > 0 ? fitting.proposeDimensions() : undefined;
    if (room === undefined || largest === null) return;
    terminal.resize(Math.min(room.cols, largest.cols), Math.min(room.rows, largest.rows));
  };

  return {
    restore(copy, done) {
      restoring = true;
      largest = copy.largest;
      terminal.reset();
      terminal.resize(copy.size.cols, copy.size.rows);
      terminal.write(copy.screen, () => {
        restoring = false;
        fit();
        done();
      });
    },
    write: (bytes, drawn) => terminal.write(bytes, drawn),
    fit: () => !restoring && fit(),
    focus: () => terminal.focus(),
    retheme: () => (terminal.options.theme = terminalTheme(tokenReader(host))),
    setScreenReader: (on) => (terminal.options.screenReaderMode = on),
    dispose() {
      for (const resource of owned) resource.dispose();
      terminal.dispose();
    },
  };
}
