/**
 * What a terminal's page and the workshop say to each other. Types only.
 *
 * One WebSocket, `/ws/terminal?lab=LAB&terminal=ID`, shows one terminal. Output comes as binary messages, the bytes as
 * the program wrote them; everything else is JSON. The first message is `hello`.
 */

/** A terminal as the list gives it. */
export interface TerminalInfo {
  readonly id: string;
  /** From 1, by lab: for its name. */
  readonly number: number;
}

/** `lines`: there is no pseudoterminal on this machine, so that each line is run as a command; `why` is for a person. */
export type TerminalMode = { readonly kind: 'pty' } | { readonly kind: 'lines'; readonly why: string };

export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

export type TerminalServerMessage =
  | {
      readonly type: 'hello';
      readonly mode: TerminalMode;
      readonly size: TerminalSize;
      /** The most that a page may ask for. */
      readonly largest: TerminalSize;
      /** Screen and scrollback as text with escape sequences, for a terminal of that size. */
      readonly screen: string;
      /** How the shell ended, if it has: nothing follows. */
      readonly ended: TerminalEnd | null;
      /** Whether the shell has printed anything yet: until then it reads its startup files. */
      readonly greeted: boolean;
      /** An `ack` is due each time so many bytes of output have been drawn. */
      readonly ackEvery: number;
    }
  | { readonly type: 'ended'; readonly end: TerminalEnd }
  /** A `run` was not carried out: another program has the terminal. */
  | { readonly type: 'busy'; readonly command: string }
  /** It was closed, here or elsewhere, or ended because nobody looked; this socket closes. */
  | { readonly type: 'closed' }
  /** Another page shows it now; this socket closes. */
  | { readonly type: 'taken' };

export interface TerminalEnd {
  readonly code: number;
}

export type TerminalClientMessage =
  | { readonly type: 'input'; readonly data: string }
  /** A whole command, for the shell alone: what was typed of a line gives way to it. */
  | { readonly type: 'run'; readonly command: string }
  | ({ readonly type: 'resize' } & TerminalSize)
  | { readonly type: 'ack'; readonly bytes: number };
