/** The lab's terminals as this page knows them. They live in the workshop: a reload finds them as they were. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TerminalInfo } from '#server/contract.ts';
import { ApiProblem, messageOf, type Api } from '../api.ts';
import type { TextStorage } from '../storage.ts';

const READER_KEY = 'vazou.terminal.leitor';

/** A command for one terminal, until that is there to take it. */
export interface WantedCommand {
  readonly terminalId: string;
  readonly command: string;
}

export interface Terminals {
  /** Null until the workshop has told. */
  readonly list: ReadonlySignal<readonly TerminalInfo[] | null>;
  readonly selected: Signal<string | null>;
  /** In the order in which they were asked for. */
  readonly wanted: ReadonlySignal<readonly WantedCommand[]>;
  /** Why the last opening or closing failed. */
  readonly problem: Signal<string | null>;
  readonly opening: ReadonlySignal<boolean>;
  /** Whether the terminals' text is also laid out for a screen reader, which costs speed. Remembered. */
  readonly screenReader: ReadonlySignal<boolean>;
  setScreenReader(on: boolean): void;
  /** Finds those that there are, and opens one where there is none. */
  load(): Promise<void>;
  /** Asked again meanwhile, the same one. Null when it failed. */
  open(): Promise<TerminalInfo | null>;
  /** Ends a terminal with what runs in it. False where that failed: then it stays. */
  close(id: string): Promise<boolean>;
  /** The next command for a terminal, which takes it away. */
  take(terminalId: string): string | null;
  /** Runs a command in the selected terminal, or in the first one. */
  run(command: string): Promise<void>;
  /** Runs a command in a terminal of its own: the one it was meant for is busy. */
  runApart(command: string): Promise<void>;
}

/** Of the element that is a terminal's tab. */
export const terminalTabId = ({ id }: TerminalInfo): string => `wb-terminal-tab-${id}`;

export function createTerminals(api: Api, storage: TextStorage): Terminals {
  const list = signal<readonly TerminalInfo[] | null>(null);
  const selected = signal<string | null>(null);
  const wanted = signal<readonly WantedCommand[]>([]);
  const problem = signal<string | null>(null);
  const opening = signal(false);
  const screenReader = signal(readFlag(storage));
  let loading: Promise<void> | null = null;
  let making: Promise<TerminalInfo | null> | null = null;

  /** False when it failed: {@link problem} says why. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      problem.value = null;
      return true;
    } catch (error) {
      problem.value = messageOf(error);
      return false;
    }
  }

  /** The workshop gives a number once: another terminal that has it is there no longer, since a restart perhaps. */
  function add(made: TerminalInfo): void {
    const known = list.peek() ?? [];
    const gone = known.find(({ number }) => number === made.number);
    list.value = gone === undefined ? [...known, made] : known.map((other) => (other === gone ? made : other));
    wanted.value = wanted
      .peek()
      .map((command) => (command.terminalId === gone?.id ? { ...command, terminalId: made.id } : command));
  }

  async function make(): Promise<TerminalInfo | null> {
    let made: TerminalInfo | null = null;
    opening.value = true;
    await attempt(async () => {
      const info = await api.openTerminal();
      made = info;
      batch(() => {
        add(info);
        selected.value = info.id;
      });
    });
    opening.value = false;
    return made;
  }

  function open(): Promise<TerminalInfo | null> {
    making ??= make().finally(() => (making = null));
    return making;
  }

  function want(terminalId: string, command: string): void {
    wanted.value = [...wanted.peek(), { terminalId, command }];
  }

  async function find(): Promise<void> {
    const found = await attempt(async () => {
      const known = await api.terminals();
      batch(() => {
        list.value = known;
        selected.value = known.find(({ id }) => id === selected.peek())?.id ?? known[0]?.id ?? null;
      });
    });
    if (found && list.peek()?.length === 0) await open();
  }
  /** Asked for by the panel and by a lesson's command at the same time, it opens one terminal, not two. */
  async function load(): Promise<void> {
    if (list.peek() !== null) return;
    loading ??= find().finally(() => (loading = null));
    await loading;
  }

  async function runApart(command: string): Promise<void> {
    const made = await open();
    if (made !== null) want(made.id, command);
  }

  return {
    list,
    selected,
    wanted,
    problem,
    opening,
    screenReader,
    setScreenReader(on) {
      screenReader.value = on;
      try {
        storage.setItem(READER_KEY, String(on));
      } catch {
        // Not remembered; it works all the same.
      }
    },
    load,
    open,
    async close(id) {
      const ended = await attempt(() =>
        api.closeTerminal(id).catch((error: unknown) => {
          if (!isUnknown(error)) throw error;
        }),
      );
      if (!ended) return false;
      const before = list.peek() ?? [];
      const index = before.findIndex((terminal) => terminal.id === id);
      const after = before.filter((terminal) => terminal.id !== id);
      batch(() => {
        list.value = after;
        if (selected.peek() === id) selected.value = (after[index] ?? after.at(-1))?.id ?? null;
      });
      return true;
    },
    take(terminalId) {
      const next = wanted.peek().find((command) => command.terminalId === terminalId);
      if (next === undefined) return null;
      wanted.value = wanted.peek().filter((command) => command !== next);
      return next.command;
    },
    async run(command) {
      await load();
      if (list.peek()?.length === 0) await open();
      const terminalId = selected.peek();
      if (terminalId !== null) want(terminalId, command);
    },
    runApart,
  };
}

const isUnknown = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.kind === 'refused' && error.problem.code === 'unknown-terminal';

function readFlag(storage: TextStorage): boolean {
  try {
    return storage.getItem(READER_KEY) === 'true';
  } catch {
    return false;
  }
}
