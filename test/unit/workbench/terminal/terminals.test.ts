import { expect, test } from 'vitest';
import type { TerminalInfo } from '#server/contract.ts';
import { ApiProblem, type Api } from '#workbench/api.ts';
import { ExplainedError } from '#workbench/explained-error.ts';
import { createTerminals, type Terminals } from '#workbench/terminal/terminals.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

/** A workshop with terminals, as far as the list of them goes. */
function workshop(limit = 8) {
  const there: TerminalInfo[] = [];
  let made = 0;
  let closing: Error | null = null;
  const api: Pick<Api, 'terminals' | 'openTerminal' | 'closeTerminal'> = {
    terminals: async () => [...there],
    openTerminal: async () => {
      if (there.length >= limit) throw new ExplainedError('terminais demais');
      const number = Array.from({ length: limit }, (_, index) => index + 1).find((free) =>
        there.every((other) => other.number !== free),
      )!;
      const terminal = { id: `t${++made}`, number };
      there.push(terminal);
      return terminal;
    },
    closeTerminal: async (id) => {
      if (closing !== null) throw closing;
      there.splice(0, there.length, ...there.filter((other) => other.id !== id));
    },
  };
  const reload = (): Terminals => createTerminals(api as Api, NO_STORAGE);
  return { terminals: reload(), there, reload, closeWith: (error: Error) => (closing = error) };
}

test('the first look opens one, a reload finds it', async () => {
  const { terminals, there, reload } = workshop();
  await terminals.load();
  expect(terminals.list.value).toEqual([{ id: 't1', number: 1 }]);
  const again = reload();
  await again.load();
  expect(again.selected.value).toBe('t1');
  expect(there).toHaveLength(1);
});

test('the panel and a command that both ask at first open one, not two', async () => {
  const { terminals, there } = workshop();
  await Promise.all([terminals.load(), terminals.run('ls')]);
  expect(there).toHaveLength(1);
  expect(terminals.wanted.value).toEqual([{ terminalId: 't1', command: 'ls' }]);
});

test('a command that finds its terminal busy gets one of its own, or nothing is run', async () => {
  const { terminals } = workshop(2);
  await terminals.load();
  await terminals.runApart('ls');
  expect(terminals.take('t2')).toBe('ls');
  await terminals.runApart('pwd');
  expect(terminals.wanted.value).toEqual([]);
  expect(terminals.problem.value).toBe('terminais demais');
});

test('commands that come while a terminal is on its way all wait for it, in their order', async () => {
  const { terminals, there } = workshop();
  await Promise.all([terminals.run('ls'), terminals.run('pwd')]);
  expect([terminals.take('t2'), terminals.take('t1'), terminals.take('t1'), terminals.take('t1')]).toEqual([
    null,
    'ls',
    'pwd',
    null,
  ]);
  await Promise.all([terminals.runApart('top'), terminals.runApart('df')]);
  expect(there).toHaveLength(2);
  expect([terminals.take('t2'), terminals.take('t2')]).toEqual(['top', 'df']);
});

test('closing shows the neighbour; a command after the last one was closed opens another', async () => {
  const { terminals } = workshop();
  await terminals.load();
  await terminals.open();
  await terminals.open();
  terminals.selected.value = 't2';
  await terminals.close('t2');
  expect(terminals.selected.value).toBe('t3');
  await terminals.close('t3');
  expect(terminals.selected.value).toBe('t1');
  await terminals.close('t1');
  expect(terminals.selected.value).toBeNull();
  await terminals.run('ls');
  expect(terminals.take('t4')).toBe('ls');
});

test('after a restart of the workshop the one that is opened takes the place and the commands of the gone one', async () => {
  const { terminals, there } = workshop();
  await terminals.load();
  await terminals.open();
  there.length = 0;
  await terminals.run('ls');
  terminals.selected.value = 't1';
  await terminals.run('pwd');
  await terminals.open();
  expect(terminals.list.value).toEqual([
    { id: 't3', number: 1 },
    { id: 't2', number: 2 },
  ]);
  expect(terminals.take('t3')).toBe('pwd');
  expect(terminals.take('t2')).toBe('ls');
});

test('one that could not be ended stays; one that is gone already goes without a word', async () => {
  const { terminals, closeWith } = workshop();
  await terminals.load();
  closeWith(new ExplainedError('sem resposta'));
  await terminals.close('t1');
  expect(terminals.list.value).toHaveLength(1);
  expect(terminals.problem.value).toBe('sem resposta');
  closeWith(new ApiProblem({ kind: 'refused', code: 'unknown-terminal' }, 'não existe'));
  await terminals.close('t1');
  expect(terminals.list.value).toEqual([]);
  expect(terminals.problem.value).toBeNull();
});
