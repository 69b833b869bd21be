/** The lab's terminals as this page knows them. They live in the workshop: a reload finds them as they were. */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TerminalInfo } from '#server/contract.ts';
import { messageOf, type Api } from '../api.ts';
import type { TextStorage } from '../storage.ts';

const READER_KEY = 'vazou.terminal.leitor';

/** A command for one terminal, until it is there to take it. */
export interface WantedCommand {
  readonly terminalId: string;
  readonly command: string;
}

export interface Terminals {
  /** Null until the workshop has told. */
  readonly list: ReadonlySignal<readonly TerminalInfo[] | null>;
  readonly selected: Signal<string | null>;
  readonly wanted: Signal<WantedCommand | null>;
  /** Why the last opening or closing failed. */
  readonly problem: Signal<string | null>;
  readonly opening: ReadonlySignal<boolean>;
  /** Whether the terminals' text is also laid out for a screen reader, which costs speed. Remembered. */
  readonly screenReader: ReadonlySignal<boolean>;
  setScreenReader(on: boolean): void;
  /** Finds those that there are, and opens one where there is none. */
  load(): Promise<void>;
  open(): Promise<void>;
  /** Ends a terminal with what runs in it. */
  close(id: string): Promise<void>;
  /** Runs a command in the selected terminal, or in the first one. */
  run(command: string): Promise<void>;
  /** Runs a command in a terminal of its own: the one it was meant for is busy. */
  runApart(command: string): Promise<void>;
}

export function createTerminals(api: Api, storage: TextStorage): Terminals {
  const list = signal<readonly TerminalInfo[] | null>(null);
  const selected = signal<string | null>(null);
  const wanted = signal<WantedCommand | null>(null);
  const problem = signal<string | null>(null);
  const opening = signal(false);
  const screenReader = signal(readFlag(storage));
  let loading: Promise<void> | null = null;

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

  async function open(): Promise<void> {
    if (opening.peek()) return;
    opening.value = true;
    await attempt(async () => {
      const made = await api.openTerminal();
      batch(() => {
        list.value = [...(list.peek() ?? []), made];
        selected.value = made.id;
      });
    });
    opening.value = false;
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
    const before = selected.peek();
    await open();
    const terminalId = selected.peek();
    if (terminalId !== null && terminalId !== before) wanted.value = { terminalId, command };
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
      await attempt(() => api.closeTerminal(id));
      const before = list.peek() ?? [];
      const index = before.findIndex((terminal) => terminal.id === id);
      const after = before.filter((terminal) => terminal.id !== id);
      batch(() => {
        list.value = after;
        if (selected.peek() === id) selected.value = (after[index] ?? after.at(-1))?.id ?? null;
      });
    },
    async run(command) {
      await load();
      if (list.peek()?.length === 0) await open();
      const terminalId = selected.peek();
      if (terminalId !== null) wanted.value = { terminalId, command };
    },
    runApart,
  };
}

function readFlag(storage: TextStorage): boolean {
  try {
    return storage.getItem(READER_KEY) === 'true';
  } catch {
    return false;
  }
}
